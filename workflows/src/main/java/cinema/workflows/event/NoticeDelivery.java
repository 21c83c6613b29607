package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

import cinema.workflows.digest.Collected;
import cinema.workflows.digest.DigestActivities;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.JournalActivities;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** One notice for one receiver: collected for a digest, or told by its steps. */
final class NoticeDelivery {

	/** Enough for a try, however late it is. */
	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private final Event event;

	private final NoticeWait turn;

	private final Steps steps;

	private @Nullable NoticeOutcome outcome;

	/** Whether the step that is with the worker was asked for, since one was seen. */
	private boolean silenced;

	NoticeDelivery(Event event, Plan plan, NoticeWait turn, Receipts receipts, Timers timers) {
		this.event = event;
		this.turn = turn;
		this.steps = new Steps(event, turn,
				(posting) -> new PostingAttempts(event, posting, turn, plan.patience(), receipts, timers));
	}

	NoticeOutcome run() {
		Ending ending = tellOrFail();
		NoticeOutcome ended = outcome(ending);
		if (!ending.known()) {
			record(ended);
		}
		this.outcome = ended;
		this.turn.become(ending.status() + ", " + ending.reason());
		return ended;
	}

	void cancel(String reason) {
		this.turn.cancel(reason);
		withdraw();
	}

	/** Takes back what is with the worker when an earlier step has been seen. */
	void silence() {
		PlannedPosting seen = this.turn.seen();
		PostingAttempts current = this.steps.current();
		if (seen != null && current != null && !current.posting().equals(seen) && !this.silenced) {
			this.silenced = true;
			withdraw();
		}
	}

	private void withdraw() {
		PostingAttempts current = this.steps.current();
		if (current != null) {
			current.withdraw();
		}
	}

	void choose(Move move, boolean keepsNight) {
		this.turn.choose(move, keepsNight);
	}

	void reread() {
		this.turn.reread();
	}

	/** For whoever reads the journal. */
	void keepHold() {
		PlannedNotice notice = this.turn.held();
		Instant until = this.turn.heldUntil();
		if (until != null) {
			Calls.tell(JournalActivities.class, "record the move of " + notice.name(),
					(journal) -> journal.hold(this.event, notice, until, this.turn.state()));
		}
	}

	/** The notice as what is told now tells it. */
	PlannedNotice notice() {
		return this.turn.told();
	}

	/** What became of its steps so far, each a line of Markdown below it. */
	String steps() {
		return this.steps.lines().stream().map((line) -> "\n  - " + line).collect(Collectors.joining());
	}

	String state() {
		return this.turn.state();
	}

	boolean isWaiting() {
		return this.turn.heldUntil() != null;
	}

	boolean isMoving() {
		return this.turn.isMoving();
	}

	boolean hasEnded() {
		return this.outcome != null;
	}

	NoticeProgress progress() {
		PostingAttempts current = this.steps.current();
		return new NoticeProgress(this.turn.notice().name(), this.turn.state(), this.turn.heldUntil(), this.outcome,
				(current != null) ? current.posting().id() : null);
	}

	private Ending tellOrFail() {
		try {
			return tell();
		}
		catch (ActivityFailure failure) {
			if (!Calls.isHopeless(failure)) {
				throw failure;
			}
			return Ending.failed(failure);
		}
	}

	private Ending tell() {
		PlannedNotice planned = this.turn.notice();
		boolean collects = planned.goesToDigest() && planned.suppressed() == null && this.turn.cancelled() == null;
		Ending collected = collects ? collect(planned) : null;
		return (collected != null) ? collected : this.steps.run();
	}

	/** Null when it went its own way before. */
	private @Nullable Ending collect(PlannedNotice notice) {
		try {
			Collected collected = Calls.ask(DigestActivities.class, "collect " + notice.name(),
					(activities) -> activities.collect(this.event, notice), (activities) -> collectInTime(notice));
			if (collected.suppressed() != null) {
				return Ending.decided(OutcomeStatus.SUPPRESSED, collected.suppressed());
			}
			return (collected.reason() != null) ? new Ending(OutcomeStatus.COLLECTED, collected.reason(), true) : null;
		}
		catch (ActivityFailure failure) {
			if (Calls.isHopeless(failure)) {
				throw failure;
			}
			return Ending.decided(OutcomeStatus.EXPIRED,
					"it could not be collected until its deadline, " + notice.deadline());
		}
	}

	/** What it needs may be away for longer than it is worth anything. */
	private Collected collectInTime(PlannedNotice notice) {
		this.turn.isStuck();
		Duration left = Duration.between(Timers.now(), notice.deadline());
		Duration patience = (left.compareTo(SHORTEST) > 0) ? left : SHORTEST;
		DigestActivities activities = Calls.durable(DigestActivities.class, "collect " + notice.name(), patience);
		return (Workflow.getVersion("collect-or-cancel", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION)
				? activities.collect(this.event, notice) : collectUnlessCancelled(activities, notice);
	}

	/** A try that goes on, or of which nobody has heard, may have collected it. */
	private Collected collectUnlessCancelled(DigestActivities activities, PlannedNotice notice) {
		CompletablePromise<Collected> collected = Workflow.newPromise();
		CancellationScope scope = Workflow.newCancellationScope(
				() -> collected.completeFrom(Async.function(activities::collect, this.event, notice)));
		scope.run();
		Workflow.await(() -> collected.isCompleted() || this.turn.cancelled() != null);
		String cancelled = this.turn.cancelled();
		if (cancelled == null) {
			return collected.get();
		}
		// One that is cancelled fails, and nobody else looks.
		collected.handle((done, failed) -> true);
		scope.cancel();
		return Calls.ask(DigestActivities.class, "cancel " + notice.name(),
				(digest) -> digest.cancel(this.event, notice, cancelled));
	}

	private NoticeOutcome outcome(Ending ending) {
		PostingAttempts last = this.steps.telling();
		String notice = this.turn.notice().name();
		return (last == null || last.attempts() == 0)
				? new NoticeOutcome(notice, ending.status(), ending.reason(), null, null, 0)
				: new NoticeOutcome(notice, ending.status(), ending.reason(), last.posting().channel(),
						last.posting().id(), last.attempts());
	}

	private void record(NoticeOutcome ended) {
		PlannedNotice notice = this.turn.notice();
		Calls.tell(JournalActivities.class, "record " + notice.name(),
				(journal) -> journal.record(this.event, notice, ended));
	}

}
