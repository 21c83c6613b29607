package cinema.workflows.event;

import java.time.Instant;
import java.util.Objects;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.JournalActivities;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlanActivities;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The wait of one notice until it may go, which staff can move and cut short. */
final class NoticeWait {

	private final Event event;

	private final Timers timers;

	private final Receipts receipts;

	private final ShownHold shown;

	private final NoticeHold hold = new NoticeHold();

	private final Runnable onChange;

	private PlannedNotice notice;

	private final @Nullable QuietHours night;

	private String state = "planned";

	private @Nullable Instant heldUntil;

	private @Nullable String cancelled;

	private boolean moved;

	private boolean stale;

	/** Whether staff chose to send it whatever the hour. */
	private boolean atAnyHour;

	/** Whether the journal does not know until when it waits. */
	private boolean unnoted;

	/** How often there was no place for any of its steps among others of its class. */
	private int crowdedOut;

	/** The step whose turn it is, or null where the notice has none. */
	private @Nullable PlannedPosting step;

	/** What is to be tried again, or null before the first try. */
	private @Nullable PlannedPosting tried;

	/** Until when the journal knows a try to wait that came into the night. */
	private @Nullable Instant notedRetry;

	NoticeWait(Event event, PlannedNotice notice, Timers timers, Receipts receipts, ShownHold shown,
			Runnable onChange) {
		this.event = event;
		this.notice = notice;
		this.night = notice.quietHours();
		this.timers = timers;
		this.receipts = receipts;
		this.shown = shown;
		this.onChange = onChange;
	}

	/** Waits until the notice may go; tells what keeps it from going at all, or null. */
	@Nullable Ending await() {
		while (true) {
			this.moved = false;
			rereadIfStale();
			if (this.notice.suppressed() != null) {
				return Ending.decided(OutcomeStatus.SUPPRESSED, this.notice.suppressed());
			}
			String seen = seenOn();
			if (seen != null) {
				return Ending.decided(OutcomeStatus.SILENCED, seen);
			}
			if (this.cancelled != null) {
				return Ending.decided(OutcomeStatus.CANCELLED, this.cancelled);
			}
			Instant now = Timers.now();
			Instant moment = this.hold.next(told(), now);
			if (!moment.isBefore(this.notice.deadline())) {
				Instant turn = this.hold.turnBefore(this.notice.deadline(), now);
				if (turn == null) {
					return expired(moment, now);
				}
				moment = turn;
			}
			if (!moment.isAfter(now)) {
				return null;
			}
			holdUntil(moment, now);
		}
	}

	private Ending expired(Instant moment, Instant now) {
		String reason = moment.isAfter(now)
				? this.hold.why(told(), moment, now) + ", but its deadline is " + this.notice.deadline()
				: "its deadline was " + this.notice.deadline();
		return Ending.decided(OutcomeStatus.EXPIRED, reason);
	}

	private void holdUntil(Instant moment, Instant now) {
		this.heldUntil = moment;
		become(this.hold.why(told(), moment, now));
		boolean turn = this.hold.isTurnAt(moment);
		if (this.hold.isRetryAt(moment)) {
			goesOn();
		}
		else {
			this.shown.hold(this.notice.name(), moment, turn);
			noteRetry(moment);
			noteIfChanged(moment);
		}
		boolean news = this.timers.await(moment, this.state,
				() -> this.moved || this.stale || this.cancelled != null || seenOn() != null);
		this.heldUntil = null;
		this.shown.wake(this.notice.name());
		// Who changes something while a step waits for its turn is read by that signal.
		if (this.stale || (!news && !turn)) {
			this.stale = false;
			rereadReceiver();
		}
	}

	/**
	 * What changes while a step is with the worker counts for the next ones, which may
	 * not wait for anything else.
	 */
	private void rereadIfStale() {
		if (this.stale && this.step != null && this.cancelled == null) {
			this.stale = false;
			rereadReceiver();
		}
	}

	/** What was deferred is held when its next try comes into the night. */
	private void noteRetry(Instant moment) {
		if (this.hold.isRetry() && !moment.equals(this.notedRetry) && ShownHold.isTruthful()) {
			this.notedRetry = moment;
			this.unnoted = true;
		}
	}

	/** It waits for no moment now, but for an answer or for its next try. */
	void goesOn() {
		this.shown.goesOn(this.notice.name());
	}

	/** Something that it needs does not work, and is tried again. */
	void isStuck() {
		this.shown.isStuck(this.notice.name());
	}

	/** For whoever reads the journal. */
	private void noteIfChanged(Instant moment) {
		if (this.unnoted) {
			this.unnoted = false;
			PlannedNotice held = held();
			Calls.tell(JournalActivities.class, "record the hold of " + held.name(),
					(journal) -> journal.hold(this.event, held, moment, this.state));
		}
	}

	/**
	 * The notice as what is written down of what waits: the step whose turn it is first,
	 * or what is to be tried again.
	 */
	PlannedNotice held() {
		PlannedPosting first = (this.step != null) ? this.step : this.tried;
		return (first != null) ? this.notice.with(this.notice.from(first)) : this.notice;
	}

	/** During a night the receiver may have travelled, left, or lost interest. */
	private void rereadReceiver() {
		PlannedNotice reread = Calls.ask(PlanActivities.class, "read the receiver of " + this.notice.name() + " again",
				(plan) -> plan.reread(this.event, this.notice), this::rereadUnlessCancelled);
		Delivery wishes = this.atAnyHour ? null : reread.delivery();
		this.unnoted |= !Objects.equals(wishes, this.notice.delivery());
		this.notice = this.notice.withReceiver(reread.timeZone(), reread.suppressed(), wishes);
	}

	/** Whoever cancels it does not wait for what knows the receiver. */
	private PlannedNotice rereadUnlessCancelled(PlanActivities plan) {
		if (Workflow.getVersion("reread-or-cancel", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
			return plan.reread(this.event, this.notice);
		}
		isStuck();
		CompletablePromise<PlannedNotice> reread = Workflow.newPromise();
		CancellationScope scope = Workflow
			.newCancellationScope(() -> reread.completeFrom(Async.function(plan::reread, this.event, this.notice)));
		scope.run();
		Workflow.await(() -> reread.isCompleted() || this.cancelled != null);
		if (reread.isCompleted()) {
			return reread.get();
		}
		// One that is cancelled fails, and nobody else looks.
		reread.handle((done, cancelled) -> true);
		scope.cancel();
		return this.notice;
	}

	/**
	 * The receiver is not as they were when they were read, which is nothing to what is
	 * with the worker and has no further step.
	 */
	void reread() {
		this.stale |= this.heldUntil != null || this.step != null;
	}

	/** It is the turn of this step; what staff chose was for the one before. */
	void turnTo(PlannedPosting next) {
		this.step = next;
		if (this.atAnyHour) {
			this.atAnyHour = false;
			this.notice = this.notice.atNight(this.night);
			rereadReceiver();
		}
	}

	/** It goes at once where the one before could not be sent. */
	void goAtOnce() {
		this.hold.clear();
		this.unnoted = true;
	}

	/**
	 * It goes at this moment, unless the one before is seen.
	 * @param channel of the one before
	 * @param noted whether the journal knows until when it waits
	 */
	void turnAt(Instant moment, String channel, boolean noted) {
		this.hold.turnAt(moment, channel);
		this.unnoted = !noted;
	}

	/** The step that its receiver has looked at, or null. */
	@Nullable PlannedPosting seen() {
		return this.notice.postings()
			.stream()
			.filter((one) -> one.step() != null && this.receipts.isSeen(one.id()))
			.findFirst()
			.orElse(null);
	}

	/** For example {@code seen on web}, or null. */
	@Nullable String seenOn() {
		PlannedPosting seen = seen();
		return (seen != null) ? "seen on " + seen.channel() : null;
	}

	void notBefore(Instant moment) {
		this.hold.notBefore(moment);
	}

	void noPlaceBefore(Instant moment, String reason) {
		this.hold.noPlaceBefore(moment, reason);
	}

	/** How often a step had no place by now, since all of them ask for the same. */
	int crowdedOut() {
		this.crowdedOut++;
		return this.crowdedOut;
	}

	void retryAt(Instant moment, PlannedPosting posting) {
		this.tried = posting;
		this.hold.retryAt(moment);
	}

	/** Staff's choice counts instead of what the notice waits for. */
	void choose(Move move, boolean keepsNight) {
		this.hold.choose(move);
		this.atAnyHour = !keepsNight;
		this.notice = keepsNight ? this.notice : this.notice.atAnyHour();
		this.moved = true;
	}

	void cancel(String reason) {
		this.cancelled = reason;
	}

	/** Why staff cancelled it, or null. */
	@Nullable String cancelled() {
		return this.cancelled;
	}

	void become(String state) {
		this.state = state;
		this.onChange.run();
	}

	/** Whether a moment was chosen that the wait has not taken up yet. */
	boolean isMoving() {
		return this.moved;
	}

	PlannedNotice notice() {
		return this.notice;
	}

	/** The notice with the night that counts for the step whose turn it is. */
	PlannedNotice told() {
		return (this.step != null) ? this.notice.by(this.step) : this.notice;
	}

	String state() {
		return this.state;
	}

	@Nullable Instant heldUntil() {
		return this.heldUntil;
	}

}
