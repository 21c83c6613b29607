package cinema.orchestrator.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import cinema.orchestrator.intake.DeadLetters.DeadLetter;
import cinema.workflows.plan.Event;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Takes events in batches: each becomes a workflow or a dead letter, and only then are
 * the offsets committed; the other order would lose what is in hand at a crash. When
 * Temporal or Kafka is away the whole batch comes again, which starts nothing twice.
 */
@Component
class EventListener implements ConsumerSeekAware {

	private final EventParser parser;

	private final RecordIdentities identities;

	private final ParallelStarts starts;

	private final DeadLetters deadLetters;

	private final EventMeters meters;

	private final Clock clock;

	private final IntakeProperties properties;

	private volatile @Nullable Instant stuckSince;

	EventListener(EventParser parser, RecordIdentities identities, ParallelStarts starts, DeadLetters deadLetters,
			EventMeters meters, IntakeProperties properties, Clock clock, MeterRegistry registry) {
		this.parser = parser;
		this.identities = identities;
		this.starts = starts;
		this.deadLetters = deadLetters;
		this.meters = meters;
		this.properties = properties;
		this.clock = clock;
		Gauge.builder("cinema.intake.paused", this, (intake) -> (intake.stuckSince() != null) ? 1 : 0)
			.description("1 while a batch of events cannot be taken")
			.register(registry);
	}

	/** What the listener's annotation asks for. */
	public String[] topics() {
		return this.properties.topics().toArray(String[]::new);
	}

	@KafkaListener(id = "intake", idIsGroup = false, topics = "#{__listener.topics()}")
	void take(List<ConsumerRecord<byte[], byte[]>> records) {
		try {
			takeAll(records);
			this.stuckSince = null;
		}
		catch (RuntimeException ex) {
			this.stuckSince = (this.stuckSince != null) ? this.stuckSince : this.clock.instant();
			throw ex;
		}
	}

	/** What another instance takes from now on is not held up here. */
	@Override
	public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
		this.stuckSince = null;
	}

	/** From when on a batch has come again and again, and nothing behind it; or null. */
	@Nullable Instant stuckSince() {
		return this.stuckSince;
	}

	private void takeAll(List<ConsumerRecord<byte[], byte[]>> records) {
		List<ParallelStarts.Start> events = new ArrayList<>();
		List<DeadLetter> dead = new ArrayList<>();
		RecordIdentities.Batch batch = this.identities.batch();
		for (ConsumerRecord<byte[], byte[]> kafka : records) {
			if (kafka.value() == null) {
				this.meters.tombstone();
			}
			else {
				read(kafka, batch, events, dead);
			}
		}
		dead.addAll(this.starts.startAll(events));
		// Last, so that a batch that comes again while Temporal is away buries nothing
		// again and again.
		this.deadLetters.keep(dead);
	}

	private void read(ConsumerRecord<byte[], byte[]> kafka, RecordIdentities.Batch batch,
			List<ParallelStarts.Start> events, List<DeadLetter> dead) {
		try {
			Event event = this.parser.parse(kafka, () -> batch.of(kafka));
			events.add(new ParallelStarts.Start(kafka, event));
		}
		catch (UnreadableEventException unreadable) {
			dead.add(new DeadLetter(kafka, unreadable.reason(), unreadable.detail()));
		}
	}

}
