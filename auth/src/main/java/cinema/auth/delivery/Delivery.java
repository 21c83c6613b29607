package cinema.auth.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * When somebody wants to be told. What is null they said nothing of: then a topic's own
 * rhythm counts, the cinema's hours, and no pause.
 *
 * @param rhythms topic to {@code at_once}, {@code daily} or {@code weekly}
 * @param digestAt the hour of their zone at which what was collected is sent
 * @param digestOn the day, such as {@code monday}, on which that of a week is sent
 * @param quietFrom when their own night begins, by the clock of their zone
 * @param quietTo when it ends; an earlier hour is one of the next day
 * @param pausedUntil nothing but required letters is sent before this moment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delivery(@Nullable @Size(max = 100,
		message = "names more than 100 topics") Map<@Pattern(regexp = "^[a-z][a-z0-9_]{0,63}$",
				message = "has to be a topic of small letters, digits and _") String, @Pattern(regexp = Delivery.RHYTHM,
						message = "has to be at_once, daily or weekly") String> rhythms,
		@Nullable @JsonFormat(pattern = "HH:mm", lenient = OptBoolean.FALSE) LocalTime digestAt,
		@Nullable @Pattern(regexp = Delivery.DAY, message = "has to be a day such as monday") String digestOn,
		@Nullable @JsonFormat(pattern = "HH:mm", lenient = OptBoolean.FALSE) LocalTime quietFrom,
		@Nullable @JsonFormat(pattern = "HH:mm", lenient = OptBoolean.FALSE) LocalTime quietTo,
		@Nullable Instant pausedUntil) {

	static final String RHYTHM = "^(at_once|daily|weekly)$";

	static final String DAY = "^(monday|tuesday|wednesday|thursday|friday|saturday|sunday)$";

	/** Of somebody who said nothing. */
	public static final Delivery NOTHING = new Delivery(null, null, null, null, null, null);

	/** What is to be longer than this is no pause: that is what opting out is for. */
	private static final Duration LONGEST = Duration.ofDays(366);

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	/** As the database stores it, where null is nothing; a pause that is over is none. */
	public static Delivery parse(@Nullable String stored, Instant now) {
		return (stored != null) ? JSON.readValue(stored, Delivery.class).at(now) : NOTHING;
	}

	public @Nullable String written() {
		return equals(NOTHING) ? null : JSON.writeValueAsString(this);
	}

	/** As other services see it: null when nothing of it counts. */
	public @Nullable Delivery orNull() {
		return equals(NOTHING) ? null : this;
	}

	private Delivery at(Instant now) {
		return (this.pausedUntil != null && !this.pausedUntil.isAfter(now)) ? withPause(null) : this;
	}

	/** The same but for the pause. */
	public Delivery withPause(@Nullable Instant until) {
		return new Delivery(this.rhythms, this.digestAt, this.digestOn, this.quietFrom, this.quietTo, until);
	}

	/** What was said of each topic. */
	public Map<String, String> allRhythms() {
		return Objects.requireNonNullElse(this.rhythms, Map.of());
	}

	/** What was said, by what it is about: {@code rhythm <topic>} or a name alone. */
	public Map<String, String> said() {
		Map<String, String> said = new TreeMap<>();
		allRhythms().forEach((topic, rhythm) -> said.put("rhythm " + topic, rhythm));
		put(said, "digest_at", this.digestAt);
		put(said, "digest_on", this.digestOn);
		put(said, "quiet_hours", (this.quietFrom != null) ? this.quietFrom + "-" + this.quietTo : null);
		put(said, "paused_until", this.pausedUntil);
		return said;
	}

	private static void put(Map<String, String> said, String about, @Nullable Object value) {
		if (value != null) {
			said.put(about, value.toString());
		}
	}

	/** What is wrong with it, if anything is. */
	public Optional<Fault> fault(Instant now) {
		if ((this.quietFrom == null) != (this.quietTo == null)) {
			String missing = (this.quietFrom == null) ? "quiet_from" : "quiet_to";
			return Optional.of(new Fault(missing, "is needed too: a night has two ends", "delivery.half"));
		}
		if (this.quietFrom != null && this.quietFrom.equals(this.quietTo)) {
			return Optional.of(new Fault("quiet_to", "has to be another hour than quiet_from", "delivery.equal"));
		}
		if (this.pausedUntil != null && !this.pausedUntil.isAfter(now)) {
			return Optional.of(new Fault("paused_until", "has to be to come", "delivery.past"));
		}
		if (this.pausedUntil != null && this.pausedUntil.isAfter(now.plus(LONGEST))) {
			return Optional.of(new Fault("paused_until", "has to be within a year", "delivery.far"));
		}
		return Optional.empty();
	}

	/**
	 * What is wrong.
	 *
	 * @param key of the words for it on pages
	 */
	public record Fault(String field, String reason, String key) {
	}

}
