package cinema.orchestrator.intake;

import java.util.List;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.order.MailingOrder;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts what became of records. All that can be told at the start is registered then, so
 * that it shows 0 and not nothing; types come from the catalogue alone, so that nobody
 * outside can make more of them.
 */
@Component
class EventMeters {

	private static final String TAKEN = "cinema.events.taken";

	private static final String DUPLICATES = "cinema.events.duplicates";

	private static final String CONFLICTING = "cinema.events.conflicting";

	private static final String DEAD = "cinema.events.dead";

	private static final String TOMBSTONES = "cinema.events.tombstones";

	private static final List<String> REASONS = List.of("TOO_LARGE", "NOT_JSON", "NOT_UTF8", "NOT_AN_OBJECT",
			"MISSING_TYPE", "UNKNOWN_TYPE", "INVALID_ID", "INVALID_OCCURRED_AT", "OCCURRED_AT_IN_FUTURE",
			"INVALID_DETAILS", "INVALID_FIELD", "ENVELOPE", "REFUSED");

	private final MeterRegistry meters;

	EventMeters(MeterRegistry meters, Catalogue catalogue) {
		this.meters = meters;
		catalogue.eventTypes()
			.forEach((type) -> List.of(TAKEN, DUPLICATES, CONFLICTING)
				.forEach((name) -> meters.counter(name, "type", type)));
		REASONS.forEach((reason) -> meters.counter(DEAD, "reason", reason));
		MailingOrder.FIELDS.forEach((field) -> meters.counter(DEAD, "reason", OrderReader.reason(field)));
		meters.counter(TOMBSTONES);
	}

	void taken(String type) {
		this.meters.counter(TAKEN, "type", type).increment();
	}

	void duplicate(String type) {
		this.meters.counter(DUPLICATES, "type", type).increment();
	}

	void conflicting(String type) {
		this.meters.counter(CONFLICTING, "type", type).increment();
	}

	void dead(String reason) {
		this.meters.counter(DEAD, "reason", reason).increment();
	}

	void tombstone() {
		this.meters.counter(TOMBSTONES).increment();
	}

}
