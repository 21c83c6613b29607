package cinema.orchestrator.catalogue;

import java.time.Duration;
import java.util.List;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A class of letters, and how many of it a person gets.
 *
 * @param channels whose letters count, together; those of others are never too many
 * @param letters how many at most within the window, or null for as many as there are
 * @param window how far back they are counted, from each moment anew
 */
public record CapEntry(@DefaultValue("email") List<Channel> channels, @Nullable Integer letters,
		@DefaultValue("PT24H") Duration window) {

	/** For example {@code 3 letters of class news in 24 hours}. */
	public String words(String letterClass) {
		return this.letters + ((this.letters != null && this.letters == 1) ? " letter" : " letters") + " of class "
				+ letterClass + " in " + span();
	}

	private String span() {
		long minutes = this.window.toMinutes();
		if (minutes % 60 != 0) {
			return counted(minutes, "minute");
		}
		long hours = minutes / 60;
		return (hours > 24 && hours % 24 == 0) ? counted(hours / 24, "day") : counted(hours, "hour");
	}

	private static String counted(long number, String unit) {
		return number + " " + unit + ((number == 1) ? "" : "s");
	}

}
