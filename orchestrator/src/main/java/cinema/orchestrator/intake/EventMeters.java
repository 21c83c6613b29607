package cinema.orchestrator.intake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import cinema.orchestrator.catalogue.Catalogue;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts what became of records. All that can be told at the start is registered then, so
 * that it shows 0 and not nothing; types come from the catalogue alone, so that nobody
 * outside can make more of them.
 */
@Component
class EventMeters {

	private static final List<String> REASONS = List.of("TOO_LARGE", "NOT_JSON", "NOT_UTF8", "NOT_AN_OBJECT",
			"MISSING_TYPE", "UNKNOWN_TYPE", "INVALID_ID", "INVALID_OCCURRED_AT", "OCCURRED_AT_IN_FUTURE",
			"INVALID_DETAILS", "INVALID_FIELD", "REFUSED");

	private final Map<String, Counter> taken = new ConcurrentHashMap<>();

	private final Map<String, Counter> duplicates = new ConcurrentHashMap<>();

	private final Map<String, Counter> conflicting = new ConcurrentHashMap<>();

	private final Map<String, Counter> dead = new ConcurrentHashMap<>();

	private final Counter tombstones;

	private final MeterRegistry meters;

	EventMeters(MeterRegistry meters, Catalogue catalogue) {
		this.meters = meters;
		catalogue.eventTypes().forEach((type) -> {
			counter(this.taken, "cinema.events.taken", "type", type);
			counter(this.duplicates, "cinema.events.duplicates", "type", type);
			counter(this.conflicting, "cinema.events.conflicting", "type", type);
		});
		REASONS.forEach((reason) -> counter(this.dead, "cinema.events.dead", "reason", reason));
		this.tombstones = meters.counter("cinema.events.tombstones");
	}

	private Counter counter(Map<String, Counter> known, String name, String tag, String value) {
		return known.computeIfAbsent(value, (one) -> this.meters.counter(name, tag, one));
	}

	void taken(String type) {
		counter(this.taken, "cinema.events.taken", "type", type).increment();
	}

	void duplicate(String type) {
		counter(this.duplicates, "cinema.events.duplicates", "type", type).increment();
	}

	void conflicting(String type) {
		counter(this.conflicting, "cinema.events.conflicting", "type", type).increment();
	}

	void dead(String reason) {
		counter(this.dead, "cinema.events.dead", "reason", reason).increment();
	}

	void tombstone() {
		this.tombstones.increment();
	}

}
