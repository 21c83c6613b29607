package cinema.worker.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import cinema.platform.trace.Traces;
import cinema.worker.Postings;
import cinema.worker.ledger.Received;
import cinema.worker.queue.DeadPostings;
import cinema.worker.queue.UnreadableMessageException;
import com.rabbitmq.client.Channel;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.scheduling.TaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/** What is not done yet stays the broker's. */
class PostingListenerTests {

	private static final Instant NOW = Postings.DEADLINE.minusSeconds(60);

	private final Message message = MessageBuilder.withBody(new byte[] { 1 }).setDeliveryTag(7L).build();

	private final Received received = new Received(Postings.posting(), null, null, null);

	private final PostingDelivery delivery = mock();

	private final PostingReader reader = mock();

	private final DeadPostings dead = mock();

	private final TaskScheduler later = mock();

	private final Channel channel = mock();

	private final PostingListener listener = new PostingListener(this.delivery, this.reader, this.dead,
			new Traces(OpenTelemetry.noop(), "tests"), this.later, Clock.fixed(NOW, ZoneOffset.UTC));

	@BeforeEach
	void read() {
		given(this.reader.posting(this.message)).willReturn(this.received);
	}

	@AfterEach
	void close() {
		this.listener.close();
	}

	@Test
	void acknowledgesAMessageWhenItsOutcomeIsInTheLedger() throws Exception {
		given(this.delivery.deliver(this.received)).willReturn(Optional.empty());

		this.listener.onMessage(this.message, this.channel);

		InOrder order = inOrder(this.delivery, this.channel);
		order.verify(this.delivery).deliver(this.received);
		order.verify(this.channel).basicAck(7, false);
	}

	@Test
	void acknowledgesNothingThatSomebodyHasInHand() {
		given(this.delivery.deliver(this.received)).willReturn(Optional.of(NOW.plusSeconds(9)));

		this.listener.onMessage(this.message, this.channel);

		verifyNoInteractions(this.channel);
		verify(this.later).schedule(any(), eq(NOW.plusSeconds(9)));
	}

	@Test
	void acknowledgesNothingWhileTheDatabaseIsAway() {
		given(this.delivery.deliver(this.received)).willThrow(new CannotAcquireLockException("deadlock"));

		this.listener.onMessage(this.message, this.channel);

		verifyNoInteractions(this.channel);
		verify(this.later).schedule(any(), any(Instant.class));
	}

	@Test
	void buriesWhatNobodyCanReadBeforeItAcknowledgesIt() throws Exception {
		given(this.reader.posting(this.message)).willThrow(new UnreadableMessageException("id: missing"));

		this.listener.onMessage(this.message, this.channel);

		InOrder order = inOrder(this.dead, this.channel);
		order.verify(this.dead).bury(this.message, "INVALID_FIELD", "id: missing");
		order.verify(this.channel).basicAck(7, false);
	}

	@Test
	void keepsWhatItCouldNotBury() {
		given(this.reader.posting(this.message)).willThrow(new UnreadableMessageException("id: missing"));
		willThrow(new AmqpException("the broker does not confirm")).given(this.dead)
			.bury(any(), anyString(), anyString());

		this.listener.onMessage(this.message, this.channel);

		verifyNoInteractions(this.channel);
		verify(this.later).schedule(any(), any(Instant.class));
	}

	/** Twenty of a mailing wait for a mail server that does not answer. */
	@Test
	@Timeout(60)
	void keepsNothingUrgentWaitingBehindAMailingThatWasPutOff() throws Exception {
		given(this.later.schedule(any(), any(Instant.class))).willAnswer((call) -> {
			call.getArgument(0, Runnable.class).run();
			return null;
		});
		given(this.channel.isOpen()).willReturn(true);
		CountDownLatch answers = new CountDownLatch(1);
		CountDownLatch busy = new CountDownLatch(16);
		given(this.reader.posting(any())).willReturn(this.received);
		given(this.delivery.deliver(this.received)).willAnswer((call) -> {
			if (Thread.currentThread().getName().endsWith(".bulk")) {
				busy.countDown();
				answers.await();
			}
			return Optional.empty();
		});
		for (int i = 0; i < 20; i++) {
			this.listener.schedule(from("postings.email.bulk", 100 + i), this.channel, NOW);
		}
		assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();

		this.listener.schedule(from("postings.email.urgent", 1), this.channel, NOW);
		this.listener.schedule(from("postings.email.normal", 2), this.channel, NOW);

		verify(this.channel, timeout(20_000)).basicAck(1, false);
		verify(this.channel, timeout(20_000)).basicAck(2, false);
		verify(this.channel, never()).basicAck(100, false);
		answers.countDown();
		verify(this.channel, timeout(20_000)).basicAck(119, false);
	}

	private static Message from(String queue, long tag) {
		Message message = MessageBuilder.withBody(new byte[] { 1 }).setDeliveryTag(tag).build();
		message.getMessageProperties().setConsumerQueue(queue);
		return message;
	}

}
