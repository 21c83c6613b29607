package cinema.worker.delivery;

import java.time.Instant;

import cinema.workflows.contract.PostingQueues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;

class PostingReaderTests {

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -1, 0, Long.MAX_VALUE })
	void reckonsWithMomentsOfOurTimeOnly(long at) {
		assertThat(PostingReader.occurredAt(of(at))).isNull();
	}

	@Test
	void readsWhenTheEventHappened() {
		Instant at = Instant.parse("2026-11-23T10:00:00Z");

		assertThat(PostingReader.occurredAt(of(at.toEpochMilli()))).isEqualTo(at);
	}

	private static Message of(long at) {
		return MessageBuilder.withBody(new byte[0]).setHeader(PostingQueues.OCCURRED_AT, at).build();
	}

}
