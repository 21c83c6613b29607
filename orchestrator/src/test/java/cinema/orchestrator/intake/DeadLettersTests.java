package cinema.orchestrator.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import cinema.orchestrator.catalogue.Catalogues;
import cinema.orchestrator.intake.DeadLetters.DeadLetter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/** The offset of a dead letter may be committed when Kafka has the letter. */
class DeadLettersTests {

	private final KafkaOperations<byte[], byte[]> kafka = mock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final DeadLetters letters = new DeadLetters(
			this.kafka, mock(), new IntakeProperties(List.of("notifications.events"), ".dead",
					DataSize.ofKilobytes(512), Duration.ofMinutes(5), 4),
			new EventMeters(this.meters, Catalogues.real()), Clock.systemUTC());

	private final List<DeadLetter> dead = List.of(new DeadLetter(
			new ConsumerRecord<>("notifications.events", 0, 7, new byte[] { 1 }, new byte[] { 2 }), "NOT_JSON", "no"));

	@Test
	void returnsWhenKafkaHasThem() {
		kafkaSays(CompletableFuture.completedFuture(null));

		this.letters.keep(this.dead);

		ArgumentCaptor<ProducerRecord<byte[], byte[]>> kept = ArgumentCaptor.captor();
		verify(this.kafka).send(kept.capture());
		assertThat(kept.getValue().topic()).isEqualTo("notifications.events.dead");
		assertThat(dead()).isEqualTo(1);

	}

	@Test
	void claimsNothingThatKafkaDoesNotAcknowledge() {
		kafkaSays(CompletableFuture.failedFuture(new KafkaException("the broker is away")));

		assertThatThrownBy(() -> this.letters.keep(this.dead)).hasRootCauseMessage("the broker is away");
		assertThat(dead()).isZero();
	}

	private double dead() {
		return this.meters.get("cinema.events.dead").tag("reason", "NOT_JSON").counter().count();
	}

	@SuppressWarnings("unchecked")
	private void kafkaSays(CompletableFuture<SendResult<byte[], byte[]>> answer) {
		given(this.kafka.send(any(ProducerRecord.class))).willReturn(answer);
	}

}
