package cinema.worker.receipt;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Ledger;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.amqp.AmqpException;

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

	private final List<Answer> open = List
		.of(new Answer(new Receipt("p", "w", 1, ReceiptStatus.DELIVERED, Instant.EPOCH, null, null, null, false),
				"receipts.one", "email", null, false));

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

}
