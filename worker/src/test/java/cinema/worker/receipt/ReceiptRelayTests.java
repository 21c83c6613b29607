package cinema.worker.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Ledger;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.amqp.AmqpException;

import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** A receipt stays open in the ledger until the broker has it. */
class ReceiptRelayTests {

	private final List<Answer> open = List.of(answer("p"));

	private final Ledger ledger = mock();

	private final ConfirmedPublisher publisher = mock();

	private final ReceiptRelay relay = new ReceiptRelay(this.ledger, mock(), this.publisher);

	@BeforeEach
	void setUp() {
		given(this.ledger.unacknowledged(anyInt())).willReturn(this.open);
	}

	@Test
	void notesAReceiptAsTakenWhenTheBrokerHasConfirmedIt() {
		given(this.publisher.publish(anyList(), any(), any())).willReturn(List.of());

		this.relay.relayLeftOver();

		InOrder order = inOrder(this.publisher, this.ledger);
		order.verify(this.publisher).publish(anyList(), any(), any());
		order.verify(this.ledger).acknowledged(this.open, Set.of());
	}

	@Test
	void leavesOpenWhatTheBrokerDoesNotConfirm() {
		given(this.publisher.publish(anyList(), any(), any())).willThrow(new AmqpException("no answer"));

		this.relay.relayLeftOver();

		verify(this.ledger, never()).acknowledged(any(), any());
	}

	@Test
	void leavesOpenWhatFitsNotEvenTheQueueOfEverybody() {
		given(this.publisher.publish(anyList(), any(), any())).willAnswer((call) -> call.getArgument(0));

		this.relay.relayLeftOver();

		verify(this.publisher, times(2)).publish(anyList(), any(), any());
		verify(this.ledger, never()).acknowledged(any(), any());
	}

	@Test
	void tellsEachAtOnceAndTheLedgerOfManyTogether() throws InterruptedException {
		given(this.publisher.publish(anyList(), any(), any())).willReturn(List.of());
		List<Answer> answers = Stream.of("p", "q", "r").map(ReceiptRelayTests::answer).toList();

		this.relay.start();
		for (Answer one : answers) {
			this.relay.report(one);
			TimeUnit.MILLISECONDS.sleep(20);
		}
		this.relay.stop();

		verify(this.publisher, times(3)).publish(anyList(), any(), any());
		verify(this.ledger, times(1)).acknowledged(answers, Set.of());
		verify(this.ledger, times(1)).acknowledged(any(), any());
	}

	@Test
	void notesAtOnceThatAQueueIsGone() {
		given(this.publisher.publish(anyList(), any(), any())).willAnswer((call) -> call.getArgument(0))
			.willReturn(List.of());

		this.relay.start();
		this.relay.report(answer("p"));
		await().untilAsserted(() -> verify(this.ledger).acknowledged(List.of(answer("p")), Set.of("receipts.one")));
		this.relay.stop();
	}

	private static Answer answer(String posting) {
		return new Answer(new Receipt(posting, "w", 1, ReceiptStatus.DELIVERED, Instant.EPOCH, null, null, null, false),
				"receipts.one", "email", null, false);
	}

}
