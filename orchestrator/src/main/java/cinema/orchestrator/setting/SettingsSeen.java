package cinema.orchestrator.setting;

import java.util.List;

import cinema.orchestrator.queue.QueueDepth;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What staff see of the settings.
 *
 * @param caps how many letters of each class somebody gets
 * @param parts what the system stands on
 * @param services what events and mailings may ask
 * @param queues RabbitMQ's; null when it did not answer in time
 */
@Schema(name = "Settings")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsSeen(List<CapSeen> caps, List<PartSeen> parts, List<PartSeen> services,
		@Nullable List<QueueDepth> queues, Versions versions, Zones zones) {

	/**
	 * A class of letters.
	 *
	 * @param key what its settings begin with
	 * @param channels whose letters count
	 * @param letters how many at most within the window; null where there is no cap
	 * @param window how far back they are counted (ISO 8601)
	 */
	@Schema(name = "CapSetting")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record CapSeen(String name, String key, List<String> channels, @Nullable Integer letters, String window) {
	}

	/**
	 * Something that answers, or does not.
	 *
	 * @param place where it is, or null when that is nobody's concern
	 * @param detail what it says, or why nothing came of it; or null
	 */
	@Schema(name = "PartState")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record PartSeen(String name, @Nullable String place, boolean up, @Nullable String detail) {
	}

	/**
	 * What runs here; null when nobody can tell.
	 *
	 * @param application of this build
	 */
	@Schema(name = "Versions")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Versions(@Nullable String application, String java, @Nullable String springBoot,
			@Nullable String temporal, @Nullable String postgresql, @Nullable String broker) {
	}

	/**
	 * Rules of time zones.
	 *
	 * @param jdk the version by which mornings and schedules are reckoned
	 * @param postgresqlDiffers in how many zones PostgreSQL reckons otherwise; null
	 * before it was compared
	 */
	@Schema(name = "ZoneRules")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Zones(@Nullable String jdk, @Nullable Integer postgresqlDiffers) {
	}

}
