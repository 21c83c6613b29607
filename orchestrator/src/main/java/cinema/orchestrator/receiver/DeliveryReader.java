package cinema.orchestrator.receiver;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Rhythm;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a list of receivers says of when somebody wants to be told. Each field
 * counts by itself, and what nobody can read of it does not.
 */
final class DeliveryReader {

	/** A pause beyond it is a mistake, and no letter lives so long. */
	private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

	private final JsonNode said;

	private boolean faults;

	DeliveryReader(JsonNode said) {
		this.said = said;
	}

	/** What can be read of it, or null when that is nothing. */
	@Nullable Delivery read() {
		if (!this.said.isObject()) {
			this.faults = !this.said.isMissingNode() && !this.said.isNull();
			return null;
		}
		Delivery delivery = new Delivery(rhythms(), field("digest_at", LocalTime::parse),
				field("digest_on", (day) -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))), quiet(),
				field("paused_until", DeliveryReader::moment));
		return delivery.equals(Delivery.NOTHING) ? null : delivery;
	}

	/** Whether something was left out that could not be read. */
	boolean hasFaults() {
		return this.faults;
	}

	private @Nullable Map<String, Rhythm> rhythms() {
		Map<String, Rhythm> rhythms = new HashMap<>();
		JsonNode topics = this.said.path("rhythms");
		this.faults |= !topics.isObject() && !topics.isMissingNode() && !topics.isNull();
		topics.properties().forEach((topic) -> {
			Rhythm rhythm = value(topic.getValue(), (word) -> Rhythm.valueOf(word.toUpperCase(Locale.ROOT)));
			if (rhythm != null) {
				rhythms.put(topic.getKey(), rhythm);
			}
		});
		return rhythms.isEmpty() ? null : rhythms;
	}

	/** One end alone is no night, and equal ends are none. */
	private @Nullable QuietHours quiet() {
		LocalTime from = field("quiet_from", LocalTime::parse);
		LocalTime to = field("quiet_to", LocalTime::parse);
		if (from != null && to != null && !from.equals(to)) {
			return new QuietHours(from, to);
		}
		this.faults |= from != null || to != null;
		return null;
	}

	private static Instant moment(String text) {
		Instant moment = Instant.parse(text);
		if (moment.isAfter(LATEST)) {
			throw new DateTimeException("too late");
		}
		return moment;
	}

	private <T> @Nullable T field(String name, Function<String, T> parse) {
		return value(this.said.path(name), parse);
	}

	private <T> @Nullable T value(JsonNode value, Function<String, T> parse) {
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		try {
			return parse.apply(value.isString() ? value.asString() : "");
		}
		catch (DateTimeException | IllegalArgumentException unreadable) {
			this.faults = true;
			return null;
		}
	}

}
