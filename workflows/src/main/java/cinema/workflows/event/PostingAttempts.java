package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.dispatch.Withdraw;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Patience;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** One posting: attempt after attempt until a receipt, a deadline or staff ends it. */
final class PostingAttempts {

	/** So often a letter, or all steps of a notice, ask for a place under a cap. */
	private static final int MOST_ASKED = 20;

	private final Event event;

	private final PlannedPosting posting;

	private final NoticeWait turn;

	private final Patience patience;

	private final Receipts receipts;

	private final Timers timers;

	private int attempts;

	private int deferred;

	/** How often there was no place for it among others of its class. */
	private int crowdedOut;

	private @Nullable Instant deferredSince;

	private boolean sentAgain;

	private boolean withWorker;

	private boolean closed;

	/** Whether what ended it ends the whole notice. */
	private boolean last;

	/** Whether it was ended by what is known of an earlier attempt. */
	private boolean doubted;

	/** Whether it was ended though its dispatch had not come to an end. */
	private boolean givenUp;

	/** When what it came to became known, by the worker's clock and never after ours. */
	private @Nullable Instant answeredAt;

	/** Whether its answer came within the wait of its dispatch. */
	private boolean answeredAtOnce;

	PostingAttempts(Event event, PlannedPosting posting, NoticeWait turn, Patience patience, Receipts receipts,
			Timers timers) {
		this.event = event;
		this.posting = posting;
		this.turn = turn;
		this.patience = patience;
		this.receipts = receipts;
		this.timers = timers;
	}

	Ending run() {
		while (true) {
			Ending obstacle = this.turn.await();
			if (obstacle != null) {
				return inDoubt(obstacle);
			}
			this.attempts++;
			Ending ending = attempt();
			if (ending != null) {
				return ending;
			}
		}
	}

	/** What may have been sent was not just cancelled, or too late. */
	private Ending inDoubt(Ending ending) {
		return this.sentAgain
				? Ending.decided(OutcomeStatus.UNKNOWN, ending.reason() + ", but it was sent before, or not") : ending;
	}

	/** Whether nothing was sent because the channel's address takes no letters. */
	boolean isClosed() {
		return this.closed && !this.sentAgain;
	}

	/** Whether nothing is to be sent by any other step either. */
	boolean isLast() {
		return this.last;
	}

	PlannedPosting posting() {
		return this.posting;
	}

	/** When its answer was given. */
	Instant answeredAt() {
		return (this.answeredAt != null) ? this.answeredAt : Timers.now();
	}

	boolean isAnsweredAtOnce() {
		return this.answeredAtOnce;
	}

	int attempts() {
		return this.attempts;
	}

	/** Asks the worker to give the posting back; what it answers ends the delivery. */
	void withdraw() {
		if (this.withWorker) {
			Boolean seen = (this.turn.seen() != null && this.turn.cancelled() == null) ? true : null;
			Withdraw withdraw = new Withdraw(this.posting.channel(), List.of(this.posting.id()), reason(), seen);
			// Detached: a workflow that is cancelled in the web UI may still ask for its
			// letter.
			Workflow.newDetachedCancellationScope(() -> Async.procedure(() -> ask(withdraw))).run();
		}
	}

	/** Why it is asked for, or null. */
	private @Nullable String reason() {
		return (this.turn.cancelled() != null) ? this.turn.cancelled() : this.turn.seenOn();
	}

	private void ask(Withdraw withdraw) {
		Calls.tell(DispatchActivities.class, "withdraw " + name(), (dispatch) -> dispatch.withdraw(withdraw));
	}

	/**
	 * Dispatches until there is an answer, since only a receipt ends what is dispatched;
	 * null asks for another try.
	 */
	private @Nullable Ending attempt() {
		this.withWorker = true;
		this.turn.become("with the worker, attempt " + this.attempts);
		for (int unanswered = 0;; unanswered++) {
			// Always safe: the ledger answers what it knows, and drops what is past its
			// deadline.
			Dispatched dispatched = dispatch();
			if (dispatched.suppressed() != null) {
				this.withWorker = false;
				this.closed = dispatched.closed();
				this.last = dispatched.endsNotice();
				// Of a step that is passed over whoever decides so writes it down.
				return new Ending(OutcomeStatus.SUPPRESSED, dispatched.suppressed(),
						this.posting.step() != null && !this.last);
			}
			if (isOfAnEarlierStep(dispatched.receipt())) {
				this.withWorker = false;
				return null;
			}
			if (dispatched.noPlace() != null) {
				this.withWorker = false;
				return waitForPlace(dispatched.noPlace());
			}
			Receipt receipt = this.doubted ? dispatched.receipt() : awaitReceipt(dispatched, unanswered);
			if (receipt != null) {
				this.withWorker = false;
				this.attempts = Math.max(this.attempts, receipt.attempt());
				return conclude(receipt);
			}
		}
	}

	/**
	 * The journal knew it before the workflow was told: it was seen, and nothing went.
	 */
	private boolean isOfAnEarlierStep(@Nullable Receipt receipt) {
		if (receipt == null || receipt.postingId().equals(this.posting.id())) {
			return false;
		}
		this.receipts.addSeen(receipt);
		return this.turn.seen() != null;
	}

	private Dispatched dispatch() {
		Dispatch dispatch = new Dispatch(this.event, this.turn.notice(), this.posting, this.attempts);
		return Calls.ask(DispatchActivities.class, "dispatch " + name() + ", attempt " + this.attempts,
				(activities) -> activities.dispatch(dispatch), (activities) -> dispatchOrEnd(activities, dispatch));
	}

	/**
	 * What a letter says may not be had for days. Staff and its deadline end that as
	 * well, once the worker has answered that it sends nothing of it any more, or that an
	 * earlier attempt was sent or not: past the deadline nothing else is sent.
	 */
	private Dispatched dispatchOrEnd(DispatchActivities activities, Dispatch dispatch) {
		int version = Workflow.getVersion("dispatch-or-end", Workflow.DEFAULT_VERSION, 2);
		if (version == Workflow.DEFAULT_VERSION) {
			return activities.dispatch(dispatch);
		}
		this.turn.isStuck();
		CompletablePromise<Dispatched> dispatched = Workflow.newPromise();
		CancellationScope scope = Workflow
			.newCancellationScope(() -> dispatched.completeFrom(Async.function(activities::dispatch, dispatch)));
		scope.run();
		Instant until = this.turn.notice().deadline();
		int doubts = Integer.MAX_VALUE;
		for (int asked = 0; !isAnswered(dispatched, until, doubts); asked++) {
			doubts = (version > 1) ? this.receipts.doubts(this.posting.id()) : doubts;
			withdraw();
			until = Timers.now().plus(this.patience.forReceipt(asked));
		}
		Receipt answer = dispatched.isCompleted() ? answer() : lastWord(doubts);
		if (answer == null) {
			return dispatched.get();
		}
		this.givenUp = !dispatched.isCompleted();
		this.doubted = answer() == null;
		// One that is cancelled fails, and nobody else looks.
		dispatched.handle((done, cancelled) -> true);
		scope.cancel();
		return Dispatched.answered(answer);
	}

	private boolean isAnswered(CompletablePromise<Dispatched> dispatched, Instant until, int doubts) {
		return this.timers.await(until, "tries to dispatch " + name(),
				() -> dispatched.isCompleted() || lastWord(doubts) != null);
	}

	/**
	 * The answer, or what the worker has said of an earlier attempt since it was asked.
	 * @param doubts how often it had said so before
	 */
	private @Nullable Receipt lastWord(int doubts) {
		Receipt answer = answer();
		return (answer == null && this.receipts.doubts(this.posting.id()) > doubts)
				? this.receipts.known(this.posting.id()) : answer;
	}

	private @Nullable Receipt awaitReceipt(Dispatched dispatched, int unanswered) {
		if (dispatched.receipt() != null) {
			this.receipts.add(dispatched.receipt());
		}
		this.answeredAtOnce = dispatched.receipt() != null && !this.givenUp;
		if (answer() == null) {
			this.turn.goesOn();
		}
		this.timers.await(nextQuestion(unanswered), "waits for the receipt of " + name(), () -> answer() != null);
		return answer();
	}

	private @Nullable Receipt answer() {
		return this.receipts.answerTo(this.posting.id(), this.attempts);
	}

	/** When to dispatch the same attempt once more: at the deadline at the latest. */
	private Instant nextQuestion(int unanswered) {
		Instant now = Timers.now();
		Instant next = now.plus(this.patience.forReceipt(unanswered));
		Instant deadline = this.turn.notice().deadline();
		return (deadline.isAfter(now) && deadline.isBefore(next)) ? deadline : next;
	}

	private @Nullable Ending conclude(Receipt receipt) {
		Instant now = Timers.now();
		this.answeredAt = receipt.at().isBefore(now) ? receipt.at() : now;
		return switch (receipt.status()) {
			case DELIVERED, SEEN ->
				Ending.receipted(OutcomeStatus.DELIVERED, said(receipt.providerReference(), "sent"));
			case REJECTED -> Ending.receipted(OutcomeStatus.REJECTED, said(receipt.detail(), "refused for good"));
			case EXPIRED -> Ending.receipted(OutcomeStatus.EXPIRED, said(receipt.detail(), "its deadline passed"));
			case WITHDRAWN -> withdrawn(receipt);
			case UNKNOWN -> sendAgain(receipt);
			case POSTPONED -> postpone(receipt);
			case DEFERRED -> retry(receipt);
		};
	}

	/** The journal may not know a letter that was never written. */
	private Ending withdrawn(Receipt receipt) {
		String cancelled = this.turn.cancelled();
		String seen = this.turn.seenOn();
		if (seen != null) {
			return new Ending(OutcomeStatus.SILENCED, seen, !this.givenUp);
		}
		if (this.givenUp) {
			return (cancelled != null) ? Ending.decided(OutcomeStatus.CANCELLED, cancelled)
					: Ending.decided(OutcomeStatus.EXPIRED,
							"it could not be dispatched until its deadline, " + this.turn.notice().deadline());
		}
		return Ending.receipted(OutcomeStatus.CANCELLED,
				(cancelled != null) ? cancelled : said(receipt.detail(), "withdrawn in time"));
	}

	private String said(@Nullable String detail, String otherwise) {
		return this.posting.channel() + ": " + ((detail != null) ? detail : otherwise);
	}

	/**
	 * A second copy is better than none for what one person waits for, and worse than
	 * none for a mailing.
	 */
	private @Nullable Ending sendAgain(Receipt receipt) {
		if (this.sentAgain || this.turn.notice().urgency() == Urgency.BULK) {
			return Ending.receipted(OutcomeStatus.UNKNOWN, said(receipt.detail(), "sent or not, nobody can tell"));
		}
		this.sentAgain = true;
		return null;
	}

	private @Nullable Ending postpone(Receipt receipt) {
		Instant again = Timers.now().plus(this.patience.afterDeferred(1));
		Instant morning = receipt.retryAt();
		// Not before the worker's own morning, which may have passed by Temporal's clock.
		this.turn.notBefore((morning != null && morning.isAfter(again)) ? morning : again);
		return null;
	}

	/** Nothing was published, so it was no attempt. */
	private @Nullable Ending waitForPlace(Dispatched.NoPlace none) {
		this.attempts--;
		if (none.wasFolded()) {
			this.last = true;
			return new Ending(OutcomeStatus.COLLECTED, none.reason(), true);
		}
		this.crowdedOut = (this.posting.step() != null) ? this.turn.crowdedOut() : this.crowdedOut + 1;
		Capped capped = this.turn.notice().capped();
		boolean patient = capped != null && capped.asksUntilDeadline();
		if (this.crowdedOut == MOST_ASKED && !patient) {
			this.last = true;
			return Ending.decided(OutcomeStatus.SUPPRESSED, none.reason() + ", asked " + MOST_ASKED + " times");
		}
		// Whoever asks without end does so ever more seldom, and the history stays small.
		Instant again = Timers.now().plus(this.patience.afterDeferred(patient ? this.crowdedOut : 1));
		this.turn.noPlaceBefore(none.until().isAfter(again) ? none.until() : again, none.reason());
		return null;
	}

	private @Nullable Ending retry(Receipt receipt) {
		this.deferred++;
		Instant now = Timers.now();
		this.deferredSince = (this.deferredSince != null) ? this.deferredSince : now;
		Duration left = Duration.between(now, this.turn.notice().deadline());
		if (left.compareTo(this.patience.deferredGap()) < 0) {
			return inDoubt(
					Ending.decided(OutcomeStatus.EXPIRED, said(receipt.detail(), "deferred") + ", until its deadline"));
		}
		Duration usual = Timers.longerByAge(this.patience.afterDeferred(this.deferred), this.patience.maxDeferredGap(),
				this.deferredSince);
		Duration gap = longer(usual, wantedGap(receipt, now));
		Duration half = left.dividedBy(2); // a long gap must not waste the last half of a
											// short life
		this.turn.retryAt(now.plus((gap.compareTo(half) < 0) ? gap : half), this.posting);
		return null;
	}

	/** How long the worker wants to be left alone, as far as that makes sense. */
	private Duration wantedGap(Receipt receipt, Instant now) {
		Instant wanted = receipt.retryAt();
		if (wanted == null || !wanted.isAfter(now)
				|| Workflow.getVersion("deferred-until", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
			return Duration.ZERO;
		}
		Instant latest = now.plus(this.patience.maxDeferredGap());
		return Duration.between(now, wanted.isBefore(latest) ? wanted : latest);
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private String name() {
		return this.turn.notice().name() + " by " + this.posting.channel();
	}

}
