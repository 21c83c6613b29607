package cinema.worker.delivery;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import cinema.platform.trace.Traces;
import cinema.worker.Postings;
import cinema.worker.channel.DeliveryChannel;
import cinema.worker.channel.SendResult;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.Received;
import cinema.worker.receipt.ReceiptRelay;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.dao.CannotAcquireLockException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
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
			ReceiptStatus.DELIVERED, Instant.EPOCH, null, null, null), REPLY_TO, "email", null, false);

	private final Ledger ledger = mock();

	private final ReceiptRelay receipts = mock();

	private final DeliveryChannel channel = mock();

	private final Traces traces = new Traces(OpenTelemetry.noop(), "tests");

	private final Received received = new Received(this.posting, REPLY_TO, null, null);

	private final OutcomeWriter outcomes = new OutcomeWriter(this.ledger, this.receipts, mock());

	private PostingDelivery delivery;

	@BeforeEach
	void setUp() {
		given(this.channel.channel()).willReturn(Channel.EMAIL);
		given(this.channel.send(this.posting)).willReturn(new SendResult.Sent("7"));
		given(this.ledger.claim(this.received)).willReturn(new Claim.Granted());
		given(this.ledger.conclude(anyList())).willReturn(List.of(Optional.of(this.answer)));
		Clock clock = Clock.fixed(this.posting.deadline().minusSeconds(60), ZoneOffset.UTC);
		this.delivery = new PostingDelivery(this.ledger, new SendAttempts(List.of(this.channel), this.traces, clock),
				this.outcomes, this.receipts, clock);
	}

	@Test
	void writesThatItSendsBeforeTheLetterGoesOutAndReportsWhatIsWritten() {
		given(this.ledger.startSending(this.posting)).willReturn(true);
		this.delivery.deliver(this.received);
		InOrder order = inOrder(this.ledger, this.channel, this.receipts);
		order.verify(this.ledger).claim(this.received);
		order.verify(this.ledger).startSending(this.posting);
		order.verify(this.channel).send(this.posting);
		order.verify(this.ledger).conclude(anyList());
		order.verify(this.receipts).report(this.answer);
	}

	@Test
	void sendsNothingThatIsNotItsOwnAnyMore() {
		given(this.ledger.startSending(this.posting)).willReturn(false);
		this.delivery.deliver(this.received);
		verify(this.channel, never()).send(any());
		verify(this.ledger, never()).conclude(anyList());
		verify(this.receipts, never()).report(any());
	}

	@Test
	void reportsWhatIsKnownAndSendsNothing() {
		given(this.ledger.claim(this.received)).willReturn(new Claim.Answered(this.answer));
		this.delivery.deliver(this.received);
		verify(this.receipts).report(this.answer);
		verify(this.channel, never()).send(any());
	}

	@Test
	void writesAnOutcomeLaterThatTheDatabaseDidNotTake() {
		given(this.ledger.startSending(this.posting)).willReturn(true);
		given(this.ledger.conclude(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(List.of(Optional.of(this.answer)));
		assertThat(this.delivery.deliver(this.received)).as("looks again").isPresent();
		verify(this.ledger, never()).release(this.posting);

		this.outcomes.writeLate();

		verify(this.channel, times(1)).send(this.posting);
		verify(this.receipts).report(this.answer);
		verify(this.ledger).release(this.posting);
	}

	@Test
	void releasesWhatItCannotBegin() {
		given(this.ledger.startSending(this.posting)).willThrow(new CannotAcquireLockException("deadlock"));
		assertThatThrownBy(() -> this.delivery.deliver(this.received)).isInstanceOf(CannotAcquireLockException.class);
		verify(this.ledger).release(this.posting);
		verify(this.channel, never()).send(any());
	}

}
