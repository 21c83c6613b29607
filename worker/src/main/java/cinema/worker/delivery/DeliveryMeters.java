package cinema.worker.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import cinema.worker.channel.DeliveryChannel;
import cinema.worker.ledger.LedgerState;
import cinema.worker.ledger.Outcome;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/**
 * Counts attempts by their outcome, and measures the way from the event to the channel's
 * yes. What waits for mornings is kept apart by {@code night}, or it would hide the rest.
 */
@Component
class DeliveryMeters {

	private static final List<LedgerState> OUTCOMES = List.of(LedgerState.SENT, LedgerState.DEFERRED,
			LedgerState.REJECTED, LedgerState.UNKNOWN, LedgerState.EXPIRED, LedgerState.POSTPONED,
			LedgerState.WITHDRAWN);

	private static final Duration[] STEPS = { Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
			Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10),
			Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30),
			Duration.ofHours(2), Duration.ofHours(12), Duration.ofDays(1) };

	private final Map<Ended, Counter> outcomes = new ConcurrentHashMap<>();

	private final Map<Way, Timer> ways = new ConcurrentHashMap<>();

	private final MeterRegistry meters;

	private final BulkPace pace;

	private final Clock clock;

	DeliveryMeters(List<DeliveryChannel> channels, MeterRegistry meters, BulkPace pace, Clock clock) {
		this.pace = pace;
		this.meters = meters;
		this.clock = clock;
		for (DeliveryChannel channel : channels) {
			OUTCOMES.forEach((state) -> counter(new Ended(channel.channel(), state)));
			for (Urgency urgency : Urgency.values()) {
				timer(new Way(channel.channel(), urgency, true));
				timer(new Way(channel.channel(), urgency, false));
			}
		}
	}

	void concluded(Outcome outcome) {
		Posting posting = outcome.posting();
		LedgerState state = outcome.state();
		Instant occurredAt = outcome.received().occurredAt();
		counter(new Ended(posting.channel(), state)).increment();
		if (state == LedgerState.SENT && occurredAt != null) {
			Duration way = Duration.between(occurredAt, this.clock.instant());
			boolean night = posting.quietHours() != null;
			timer(new Way(posting.channel(), posting.urgency(), night)).record(way.isNegative() ? Duration.ZERO : way);
			if (posting.urgency() != Urgency.BULK && !night && posting.attempt() == 1) {
				this.pace.sent(posting.channel(), way);
			}
		}
	}

	private Counter counter(Ended ended) {
		return this.outcomes.computeIfAbsent(ended, (one) -> this.meters.counter("cinema.deliveries", "channel",
				one.channel().toString(), "status", one.state().name()));
	}

	private Timer timer(Way way) {
		return this.ways.computeIfAbsent(way,
				(one) -> Timer.builder("cinema.delivery.time")
					.description("from the event to the moment at which the channel's server took the letter")
					.tags("channel", one.channel().toString(), "urgency", one.urgency().toString(), "night",
							one.night() ? "hold" : "ignore")
					.serviceLevelObjectives(STEPS)
					.register(this.meters));
	}

	private record Ended(Channel channel, LedgerState state) {
	}

	private record Way(Channel channel, Urgency urgency, boolean night) {
	}

}
