package cinema.orchestrator.suppression;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import cinema.orchestrator.journal.JournalHours;
import cinema.orchestrator.journal.JournalHours.Hour;
import cinema.orchestrator.journal.JournalState;
import cinema.workflows.contract.BounceKind;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Keeps a provider's bad hour from taking out everybody who is there: so many mailboxes
 * of one domain, or numbers of one country or told of by one provider, do not go at once.
 * What people say themselves, a complaint, it never holds up.
 */
@Component
class SuppressionBrake {

	private static final Logger logger = LoggerFactory.getLogger(SuppressionBrake.class);

	private static final Duration WINDOW = Duration.ofHours(1);

	/** Of all domains together so many times as many go as of one. */
	private static final int ALL_DOMAINS = 10;

	private final SuppressionTable table;

	private final JournalHours hours;

	private final SuppressionProperties properties;

	private final MeterRegistry meters;

	SuppressionBrake(SuppressionTable table, JournalHours hours, SuppressionProperties properties,
			MeterRegistry meters) {
		this.table = table;
		this.hours = hours;
		this.properties = properties;
		this.meters = meters;
		count(BounceKind.HARD, 0);
		count(BounceKind.SOFT, 0);
	}

	/** Whether an address stays that this bounce would take out; then it is counted. */
	boolean holds(BouncedAddress bounced, BounceKind kind) {
		Instant since = bounced.at().minus(WINDOW);
		int taken = Math.max(this.table.taken(kind, bounced.domain(), since),
				this.table.takenBy(kind, bounced.provider(), since));
		double share = this.properties.brakeShare() * delivered(bounced.at());
		double most = ALL_DOMAINS * this.properties.brake();
		boolean holds = taken >= Math.max(this.properties.brake(), Math.min(share, most))
				|| this.table.taken(kind, since) >= Math.max(share, most);
		if (holds) {
			logger.warn(
					"An address at {} is not left alone: {} others of its domain or provider are since an hour, by bounces of the kind {}",
					bounced.domain(), taken, kind);
			count(kind, 1);
		}
		return holds;
	}

	private long delivered(Instant at) {
		Instant hour = at.truncatedTo(ChronoUnit.HOURS);
		return this.hours.between(hour.minus(WINDOW), hour.plus(WINDOW))
			.stream()
			.filter((one) -> one.outcome().equals(JournalState.DELIVERED.name()))
			.mapToLong(Hour::letters)
			.sum();
	}

	private void count(BounceKind kind, int much) {
		this.meters.counter("cinema.suppressions.braked", "kind", kind.name().toLowerCase(Locale.ROOT)).increment(much);
	}

}
