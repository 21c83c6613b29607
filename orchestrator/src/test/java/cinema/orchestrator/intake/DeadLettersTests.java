package cinema.orchestrator.intake;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import cinema.orchestrator.intake.DeadLetters.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/** The offset of a dead letter may be committed when Kafka has the letter. */
class DeadLettersTests {

	private final KafkaOperations<byte[], byte[]> kafka = mock();

	private final IntakeProperties properties = mock();

	private final EventMeters meters = mock();

	private final DeadLetters letters = new DeadLetters(this.kafka, mock(), this.properties, this.meters,
			Clock.systemUTC());

	private final List<DeadLetter> dead = List.of(new DeadLetter(
			new ConsumerRecord<>("notifications.events", 0, 7, new byte[] { 1 }, new byte[] { 2 }), "NOT_JSON", "no"));

	@BeforeEach
	void setUp() {
		given(this.properties.deadLetters("notifications.events")).willReturn("notifications.events.dead");
	}

	@Test
	void returnsWhenKafkaHasThem() {
		kafkaSays(CompletableFuture.completedFuture(null));

		this.letters.keep(this.dead);

		verify(this.meters).dead("NOT_JSON");
	}

	@Test
	void claimsNothingThatKafkaDoesNotAcknowledge() {
		kafkaSays(CompletableFuture.failedFuture(new KafkaException("the broker is away")));

		assertThatThrownBy(() -> this.letters.keep(this.dead)).hasRootCauseMessage("the broker is away");
		verifyNoInteractions(this.meters);
	}

	@SuppressWarnings("unchecked")
	private void kafkaSays(CompletableFuture<SendResult<byte[], byte[]>> answer) {
		given(this.kafka.send(any(ProducerRecord.class))).willReturn(answer);
	}

}
