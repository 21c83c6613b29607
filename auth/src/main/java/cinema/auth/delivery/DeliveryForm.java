package cinema.auth.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The part of a page on which people choose when they are told. Each field has a hidden
 * one beside it with what was shown: only what is another answer than that is said, since
 * the page may have been open for long.
 */
public final class DeliveryForm {

	private final Function<String, @Nullable String> fields;

	private final ZoneId zone;

	/**
	 * A form as it was posted.
	 * @param fields the value of a field, or null where it was not posted
	 * @param zone the person's
	 */
	public DeliveryForm(Function<String, @Nullable String> fields, ZoneId zone) {
		this.fields = fields;
		this.zone = zone;
	}

	/**
	 * What is said by it, with what was said before.
	 * @param collected topics of which a rhythm can be chosen
	 * @throws DateTimeException when an hour or a day is none
	 */
	public Delivery read(Delivery before, Set<String> collected) {
		Map<String, String> rhythms = new TreeMap<>(before.allRhythms());
		collected.forEach((topic) -> said("rhythm." + topic).filter((rhythm) -> rhythm.matches(Delivery.RHYTHM))
			.ifPresent((rhythm) -> rhythms.put(topic, rhythm)));
		return new Delivery(rhythms.isEmpty() ? null : rhythms, hour("digest_at", before.digestAt()),
				isSaid("digest_on") ? said("digest_on").filter((day) -> day.matches(Delivery.DAY)).orElse(null)
						: before.digestOn(),
				hour("quiet_from", before.quietFrom()), hour("quiet_to", before.quietTo()), pause(before));
	}

	/** The day begins when the pause ends; the night goes on until its own end. */
	private @Nullable Instant pause(Delivery before) {
		if (this.fields.apply("resume") != null) {
			return null;
		}
		return isSaid("pause")
				? said("pause").map((day) -> LocalDate.parse(day).atStartOfDay(this.zone).toInstant()).orElse(null)
				: before.pausedUntil();
	}

	private @Nullable LocalTime hour(String name, @Nullable LocalTime before) {
		return isSaid(name)
				? said(name).map(LocalTime::parse).map((hour) -> hour.truncatedTo(ChronoUnit.MINUTES)).orElse(null)
				: before;
	}

	private boolean isSaid(String name) {
		String value = this.fields.apply(name);
		return value != null && !value.strip().equals(Objects.requireNonNullElse(this.fields.apply(name + "_was"), ""));
	}

	private Optional<String> said(String name) {
		return isSaid(name)
				? Optional.ofNullable(this.fields.apply(name)).map(String::strip).filter((value) -> !value.isEmpty())
				: Optional.empty();
	}

	/** The day on which a pause ends, as the form shows it; empty without one. */
	public static String day(Delivery delivery, ZoneId zone) {
		return (delivery.pausedUntil() != null) ? delivery.pausedUntil().atZone(zone).toLocalDate().toString() : "";
	}

}
