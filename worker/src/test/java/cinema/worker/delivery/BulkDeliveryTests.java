package cinema.worker.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import cinema.platform.trace.Traces;
import cinema.worker.MovingClock;
import cinema.worker.Postings;
import cinema.worker.channel.SendResult;
import cinema.worker.ledger.Answer;
import cinema.worker.ledger.Claim;
import cinema.worker.ledger.Ledger;
import cinema.worker.ledger.LedgerState;
import cinema.worker.ledger.Outcome;
import cinema.worker.ledger.Received;
import cinema.worker.queue.QueueProperties;
import cinema.worker.receipt.ReceiptRelay;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** Letters of mailings pass the same steps as single ones, only together. */
@Timeout(20)
class BulkDeliveryTests {

	private final MovingClock clock = new MovingClock(Postings.DEADLINE.minusSeconds(60));

	private final List<Received> letters = IntStream.range(0, 25)
		.mapToObj((number) -> new Received(Postings.posting(), "receipts.one", null, null))
		.toList();

	private final List<Integer> begun = new ArrayList<>();

	private final Ledger ledger = mock();

	private final ReceiptRelay receipts = mock();

	private final LineChannel channel = new LineChannel();

	private final Traces traces = new Traces(OpenTelemetry.noop(), "tests");

	private final OutcomeWriter outcomes = new OutcomeWriter(this.ledger, this.receipts, mock());

	private Senders senders;

	private BulkDelivery delivery;

	@BeforeEach
	void setUp() {
		given(this.channel.send.apply(any())).willReturn(new SendResult.Sent("7"));
		given(this.ledger.claim(anyList())).willReturn(
				IntStream.range(0, this.letters.size()).<Claim>mapToObj((number) -> new Claim.Granted()).toList());
		given(this.ledger.startSending(anyList())).willAnswer((call) -> {
			List<Posting> asked = call.getArgument(0);
			this.begun.add(asked.size());
			return asked.stream().map((one) -> true).toList();
		});
		given(this.ledger.conclude(anyList())).willAnswer((call) -> {
			List<Outcome> endings = call.getArgument(0);
			return endings.stream().map((one) -> Optional.of(answer(one.posting()))).toList();
		});
		SendAttempts attempts = new SendAttempts(List.of(this.channel), List.of(), this.traces, this.clock);
		this.senders = new Senders(new QueueProperties(Map.of(), 10, DataSize.ofMegabytes(2)), attempts, this.ledger,
				this.outcomes);
		this.delivery = new BulkDelivery(this.ledger, attempts, this.senders, this.outcomes,
				new BulkPace(new SimpleMeterRegistry()), this.receipts, this.clock);
	}

	@AfterEach
	void stop() {
		this.senders.stop();
	}

	private static Answer answer(Posting posting) {
		return new Answer(new Receipt(posting.id(), posting.workflowId(), 1, ReceiptStatus.DELIVERED, Instant.EPOCH,
				null, null, null, false), "receipts.one", "email", null, true);
	}

	@Test
	void sendsEachLetterOnceAndReportsIt() throws Exception {
		assertThat(this.delivery.deliver(this.letters)).as("to look at again").isEmpty();

		for (Received one : this.letters) {
			verify(this.channel.send, times(1)).apply(one.posting());
			verify(this.receipts, times(1)).report(answer(one.posting()));
			verify(this.ledger).release(one.posting());
		}
	}

	/** Its workflow hears nothing of it. */
	@Test
	void looksAgainAtALetterThatStepsAside() throws Exception {
		Posting slow = this.letters.get(3).posting();
		this.channel.aside.add(slow.id());

		assertThat(this.delivery.deliver(this.letters))
			.containsOnly(Map.entry(slow.id(), Postings.DEADLINE.minusSeconds(58)));

		verify(this.channel.send, never()).apply(slow);
		verify(this.channel.send, times(24)).apply(any());
		verify(this.receipts, times(24)).report(any());
		verify(this.ledger).release(slow);
		assertThat(this.channel.open).hasValue(0);
	}

	@Test
	void writesThatItSendsBeforeAnyLetterGoesOut() throws Exception {
		this.delivery.deliver(this.letters.subList(0, 1));

		InOrder order = inOrder(this.ledger, this.channel.send, this.receipts);
		order.verify(this.ledger).claim(anyList());
		order.verify(this.ledger).startSending(anyList());
		order.verify(this.channel.send).apply(any());
		order.verify(this.ledger).conclude(anyList());
		order.verify(this.receipts).report(any());
	}

	@Test
	void sendsNothingThatIsWorthNothingWhenItsLineIsOpen() throws Exception {
		this.channel.opening = () -> this.clock.move(Duration.ofSeconds(60));
		assertThat(this.delivery.deliver(this.letters.subList(0, 3))).isEmpty();
		verify(this.channel.send, never()).apply(any());
		assertThat(this.begun).isEmpty();
		verify(this.ledger).conclude(argThat(
				(ended) -> ended.size() == 3 && ended.stream().allMatch((one) -> one.state() == LedgerState.EXPIRED)));
		assertThat(this.channel.open).hasValue(0);
	}

	/** A crash leaves unknown what was noted as being sent. */
	@Test
	void hasFewInHandAtATime() throws Exception {
		this.delivery.deliver(this.letters);

		assertThat(this.begun).containsExactly(10, 10, 5);
	}

	@Test
	void sendsNothingThatIsNotItsOwnAnyMore() throws Exception {
		given(this.ledger.startSending(anyList())).willReturn(List.of(true, false));

		this.delivery.deliver(this.letters.subList(0, 2));

		verify(this.channel.send, never()).apply(this.letters.get(1).posting());
		verify(this.ledger).release(this.letters.get(1).posting());
	}

	@Test
	void answersWhatIsKnownAndLooksAgainAtWhatOthersHave() throws Exception {
		Answer known = answer(this.letters.get(0).posting());
		Instant later = Postings.DEADLINE.minusSeconds(55);
		given(this.ledger.claim(anyList())).willReturn(List.of(new Claim.Answered(known), new Claim.Busy(later)));

		Map<String, Instant> again = this.delivery.deliver(this.letters.subList(0, 2));

		assertThat(again).isEqualTo(Map.of(this.letters.get(1).posting().id(), later));
		verify(this.receipts).report(known);
		verify(this.channel.send, never()).apply(any());
	}

	@Test
	void looksAgainAtWhatTheDatabaseDidNotLetItBegin() throws Exception {
		given(this.ledger.startSending(anyList())).willThrow(new CannotAcquireLockException("deadlock"));

		assertThat(this.delivery.deliver(this.letters)).hasSize(25);

		verify(this.channel.send, never()).apply(any());
		this.letters.forEach((one) -> verify(this.ledger).release(one.posting()));
	}

	@Test
	void writesOutcomesLaterThatTheDatabaseDidNotTake() throws Exception {
		given(this.ledger.conclude(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(List.of(Optional.of(answer(this.letters.get(0).posting()))));

		assertThat(this.delivery.deliver(this.letters.subList(0, 1))).hasSize(1);
		verify(this.ledger, never()).release(any());
		this.outcomes.writeLate();

		verify(this.channel.send, times(1)).apply(any());
		verify(this.receipts).report(any());
		verify(this.ledger).release(this.letters.get(0).posting());
	}

	@Test
	void goesOnWhenAChannelThrows() throws Exception {
		given(this.channel.send.apply(this.letters.get(3).posting())).willThrow(new IllegalStateException("broken"));

		assertThat(this.delivery.deliver(this.letters)).isEmpty();

		verify(this.receipts, times(24)).report(any());
		verify(this.ledger).release(this.letters.get(3).posting());
	}

	@Test
	void letsTheCallerTryAgainWhenNothingCouldBeClaimed() {
		given(this.ledger.claim(anyList())).willThrow(new CannotAcquireLockException("deadlock"));

		assertThatThrownBy(() -> this.delivery.deliver(this.letters)).isInstanceOf(CannotAcquireLockException.class);
	}

	@Test
	void beginsNothingWhenItStops() throws Exception {
		this.delivery.stop();

		assertThat(this.delivery.deliver(this.letters)).hasSize(25);

		verify(this.channel.send, never()).apply(any());
		this.letters.forEach((one) -> verify(this.ledger).release(one.posting()));
	}

	/** Of two servers, the slow one's letters do not hold back what comes next. */
	@Test
	void goesOnWithoutThoseThatTakeMuchLongerThanOthers() throws Exception {
		this.channel.several = true;
		CountDownLatch answers = new CountDownLatch(1);
		List.of(1, 11, 21)
			.forEach((slow) -> given(this.channel.send.apply(this.letters.get(slow).posting())).willAnswer((call) -> {
				answers.await();
				return new SendResult.Sent("late");
			}));
		long began = System.nanoTime();

		assertThat(this.delivery.deliver(this.letters)).hasSize(3);

		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1500));
		verify(this.receipts, times(22)).report(any());
		answers.countDown();
		await().untilAsserted(() -> verify(this.receipts, times(25)).report(any()));
	}

	@AfterEach
	void leavesNoLineOpen() {
		await().untilAsserted(() -> assertThat(this.channel.open).hasValue(0));
	}

	/** A crash leaves unknown what is being sent, and nothing that waits for its turn. */
	@Test
	void notesAsBeingSentWhatHasALineAndNothingElse() throws Exception {
		this.channel.most = 2;

		assertThat(this.delivery.deliver(this.letters.subList(0, 5))).isEmpty();

		assertThat(this.begun).containsExactly(2, 2, 1);
		verify(this.channel.send, times(5)).apply(any());
	}

	@Test
	void writesWhatIsKnownWithoutSendingAndNotesNothing() throws Exception {
		this.letters.forEach((one) -> this.channel.settled.put(one.posting().id(),
				new SendResult.Deferred("the mail server refuses us", true, Postings.DEADLINE)));

		assertThat(this.delivery.deliver(this.letters)).isEmpty();

		assertThat(this.begun).isEmpty();
		verify(this.channel.send, never()).apply(any());
		verify(this.receipts, times(25)).report(any());
	}

	@Test
	void waitsAtItsEndForWhatTheServerIsAboutToAnswer() throws Exception {
		Posting slow = this.letters.get(0).posting();
		given(this.channel.send.apply(slow)).willAnswer((call) -> {
			Thread.sleep(4000);
			return new SendResult.Sent("late");
		});
		assertThat(this.delivery.deliver(this.letters.subList(0, 2))).containsOnlyKeys(slow.id());

		this.senders.stop();

		verify(this.receipts).report(answer(slow));
		assertThat(this.senders.getPhase()).as("before the last outcomes are written")
			.isGreaterThan(this.outcomes.getPhase());
	}

	/** The others of its batch go on, and its own outcome is written when it comes. */
	@Test
	void letsNobodyWaitForOneThatTheServerDoesNotAnswer() throws Exception {
		CountDownLatch answers = new CountDownLatch(1);
		Posting slow = this.letters.get(3).posting();
		given(this.channel.send.apply(slow)).willAnswer((call) -> {
			answers.await();
			return new SendResult.Sent("late");
		});

		assertThat(this.delivery.deliver(this.letters)).containsOnlyKeys(slow.id());

		verify(this.receipts, times(24)).report(any());
		verify(this.ledger, never()).release(slow);
		answers.countDown();
		await().untilAsserted(() -> verify(this.receipts).report(answer(slow)));
		verify(this.ledger).release(slow);
	}

}
