package cinema.worker.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import cinema.platform.trace.Traces;
import cinema.worker.MovingClock;
import cinema.worker.Postings;
import cinema.worker.channel.SendResult;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.LedgerState;
import cinema.worker.ledger.Received;
import cinema.worker.receipt.ReceiptRelay;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.dao.CannotAcquireLockException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** The order in which a letter goes out: no crash between two steps may double it. */
class PostingDeliveryTests {

	private static final String REPLY_TO = "receipts.one";

	private final Posting posting = Postings.posting();

	private final Answer answer = new Answer(new Receipt(this.posting.id(), this.posting.workflowId(), 1,
			ReceiptStatus.DELIVERED, Instant.EPOCH, null, null, null, false), REPLY_TO, "email", null, false);

	private final Ledger ledger = mock();

	private final ReceiptRelay receipts = mock();

	private final LineChannel channel = new LineChannel();

	private final MovingClock clock = new MovingClock(this.posting.deadline().minusSeconds(60));

	private final Traces traces = new Traces(OpenTelemetry.noop(), "tests");

	private final Received received = new Received(this.posting, REPLY_TO, null, null);

	private final OutcomeWriter outcomes = new OutcomeWriter(this.ledger, this.receipts, mock());

	private PostingDelivery delivery;

	@BeforeEach
	void setUp() {
		given(this.channel.send.apply(this.posting)).willReturn(new SendResult.Sent("7"));
		given(this.ledger.claim(this.received)).willReturn(new Claim.Granted());
		given(this.ledger.conclude(anyList())).willReturn(List.of(Optional.of(this.answer)));
		this.delivery = new PostingDelivery(this.ledger,
				new SendAttempts(List.of(this.channel), List.of(), this.traces, this.clock), this.outcomes,
				this.receipts, this.clock);
	}

	@Test
	void writesThatItSendsBeforeTheLetterGoesOutAndReportsWhatIsWritten() {
		given(this.ledger.startSending(this.posting)).willReturn(true);
		this.delivery.deliver(this.received);
		InOrder order = inOrder(this.ledger, this.channel.send, this.receipts);
		order.verify(this.ledger).claim(this.received);
		order.verify(this.ledger).startSending(this.posting);
		order.verify(this.channel.send).apply(this.posting);
		order.verify(this.ledger).conclude(anyList());
		order.verify(this.receipts).report(this.answer);
	}

	/** Its files took that long, or its place. */
	@Test
	void sendsNothingThatIsWorthNothingWhenItsLineIsOpen() {
		this.channel.opening = () -> this.clock.move(Duration.ofSeconds(60));
		this.delivery.deliver(this.received);
		verify(this.channel.send, never()).apply(any());
		verify(this.ledger, never()).startSending(this.posting);
		verify(this.ledger).conclude(argThat((ended) -> ended.get(0).state() == LedgerState.EXPIRED));
	}

	@Test
	void sendsNothingThatIsNotItsOwnAnyMore() {
		given(this.ledger.startSending(this.posting)).willReturn(false);
		this.delivery.deliver(this.received);
		verify(this.channel.send, never()).apply(any());
		verify(this.ledger, never()).conclude(anyList());
		verify(this.receipts, never()).report(any());
	}

	@Test
	void reportsWhatIsKnownAndSendsNothing() {
		given(this.ledger.claim(this.received)).willReturn(new Claim.Answered(this.answer));
		this.delivery.deliver(this.received);
		verify(this.receipts).report(this.answer);
		verify(this.channel.send, never()).apply(any());
	}

	@Test
	void writesAnOutcomeLaterThatTheDatabaseDidNotTake() {
		given(this.ledger.startSending(this.posting)).willReturn(true);
		given(this.ledger.conclude(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(List.of(Optional.of(this.answer)));
		assertThat(this.delivery.deliver(this.received)).as("looks again").isPresent();
		verify(this.ledger, never()).release(this.posting);

		this.outcomes.writeLate();

		verify(this.channel.send, times(1)).apply(this.posting);
		verify(this.receipts).report(this.answer);
		verify(this.ledger).release(this.posting);
	}

	@Test
	void releasesWhatItCannotBegin() {
		given(this.ledger.startSending(this.posting)).willThrow(new CannotAcquireLockException("deadlock"));
		assertThatThrownBy(() -> this.delivery.deliver(this.received)).isInstanceOf(CannotAcquireLockException.class);
		verify(this.ledger).release(this.posting);
		verify(this.channel.send, never()).apply(any());
	}

	@AfterEach
	void leavesNoLineOpen() {
		assertThat(this.channel.open).hasValue(0);
	}

	/** What is noted as being sent is in doubt when the worker is killed. */
	@Test
	void hasItsConnectionBeforeItWritesThatItSends() {
		given(this.ledger.startSending(this.posting)).willAnswer((call) -> {
			assertThat(this.channel.open).hasValue(1);
			return true;
		});

		this.delivery.deliver(this.received);

		verify(this.channel.send).apply(this.posting);
	}

	@Test
	void writesWhatIsKnownWithoutSendingAndNotesNothing() {
		this.channel.settled.put(this.posting.id(), new SendResult.Rejected("no address"));

		this.delivery.deliver(this.received);

		verify(this.ledger, never()).startSending(this.posting);
		verify(this.ledger).conclude(anyList());
		verify(this.channel.send, never()).apply(any());
	}

	@Test
	void writesWhatIsUnwrittenBeforeItEnds() {
		given(this.ledger.startSending(this.posting)).willReturn(true);
		given(this.ledger.conclude(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(List.of(Optional.of(this.answer)));
		this.delivery.deliver(this.received);

		this.outcomes.stop();

		verify(this.receipts).report(this.answer);
		assertThat(this.outcomes.getPhase()).as("after the consumers, before the receipts")
			.isBetween(1, Integer.MAX_VALUE - 1);
	}

}
