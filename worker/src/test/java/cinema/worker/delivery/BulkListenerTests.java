package cinema.worker.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.worker.Postings;
import cinema.worker.ledger.Received;
import cinema.worker.queue.UnreadableMessageException;
import cinema.workflows.contract.PostingQueues;
import com.rabbitmq.client.Channel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;

import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

/** What becomes of the messages of a batch. */
@Timeout(20)
class BulkListenerTests {

	private final List<Message> messages = new ArrayList<>();

	private final List<String> ids = new ArrayList<>();

	private final BulkDelivery delivery = mock();

	private final PostingReader reader = mock();

	private final PostingListener singles = mock();

	private final Channel channel = mock();

	private final BulkListener listener = new BulkListener(this.delivery, this.reader, this.singles);

	@BeforeEach
	void setUp() throws Exception {
		IntStream.range(1, 4).forEach(this::message);
		given(this.delivery.deliver(anyList())).willReturn(Map.of());
	}

	private Message message(int tag) {
		Message message = MessageBuilder.withBody(new byte[] { (byte) tag }).setDeliveryTag((long) tag).build();
		Received received = new Received(Postings.posting(), null, null, null);
		given(this.reader.posting(message)).willReturn(received);
		this.messages.add(message);
		this.ids.add(received.posting().id());
		return message;
	}

	@Test
	void acknowledgesAllTogetherWhenAllAreDone() throws Exception {
		this.listener.onMessageBatch(this.messages, this.channel);

		verify(this.channel).basicAck(3, true);
		verifyNoMoreInteractions(this.channel);
	}

	@Test
	void acknowledgesEachByItselfWhileAnEarlierOneWaits() throws Exception {
		given(this.singles.letsWait()).willReturn(true);

		this.listener.onMessageBatch(this.messages, this.channel);

		verify(this.channel, times(3)).basicAck(anyLong(), anyBoolean());
		verify(this.channel, never()).basicAck(anyLong(), eq(true));
	}

	@Test
	void keepsWhatIsNotDoneAndTakesItAgainByItself() throws Exception {
		Instant later = Instant.EPOCH.plusSeconds(7);
		given(this.delivery.deliver(anyList())).willReturn(Map.of(this.ids.get(1), later));

		this.listener.onMessageBatch(this.messages, this.channel);

		verify(this.channel).basicAck(1, false);
		verify(this.channel).basicAck(3, false);
		verifyNoMoreInteractions(this.channel);
		verify(this.singles).schedule(this.messages.get(1), this.channel, later);
	}

	@Test
	void leavesWhatIsSpecialToTheListenerForSingleOnes() throws Exception {
		Message unreadable = message(4);
		given(this.reader.posting(unreadable)).willThrow(new UnreadableMessageException("id: missing"));
		Message withdrawal = message(5);
		withdrawal.getMessageProperties().setType(PostingQueues.WITHDRAWAL_TYPE);

		this.listener.onMessageBatch(this.messages, this.channel);

		verify(this.singles).onMessage(unreadable, this.channel);
		verify(this.singles).onMessage(withdrawal, this.channel);
		verify(this.channel, times(3)).basicAck(anyLong(), eq(false));
		verifyNoMoreInteractions(this.channel);
	}

	@Test
	void letsEachGoItsOwnWayWhenOneOfThemSpoilsTheStatement() throws Exception {
		given(this.delivery.deliver(anyList())).willThrow(new DataIntegrityViolationException("invalid byte"));

		this.listener.onMessageBatch(this.messages, this.channel);

		this.messages.forEach((one) -> verify(this.singles).schedule(one, this.channel, Instant.EPOCH));
		verify(this.channel, never()).basicAck(anyLong(), anyBoolean());
	}

	@Test
	void triesABatchAgainWhenTheTroubleMayPass() throws Exception {
		given(this.delivery.deliver(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(Map.of());

		this.listener.onMessageBatch(this.messages, this.channel);

		verify(this.channel).basicAck(3, true);
	}

	@Test
	void leavesEverythingToTheBrokerWhenItStops() throws Exception {
		given(this.delivery.isStopping()).willReturn(true);

		this.listener.onMessageBatch(this.messages, this.channel);

		verifyNoMoreInteractions(this.channel);
	}

}
