package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;

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
import org.jspecify.annotations.Nullable;

/**
 * One notice for one receiver: the channels in the order of the plan, until one neither
 * refuses nor has an address that takes no letters.
 */
final class NoticeDelivery {

	/** Enough for a try, however late it is. */
	private static final Duration SHORTEST = Duration.ofMinutes(1);

	private final Event event;

	private final Plan plan;

	private final NoticeWait turn;

	private final Receipts receipts;

	private final Timers timers;

	private @Nullable PostingAttempts current;

	private @Nullable NoticeOutcome outcome;

	NoticeDelivery(Event event, Plan plan, NoticeWait turn, Receipts receipts, Timers timers) {
		this.event = event;
		this.plan = plan;
		this.turn = turn;
		this.receipts = receipts;
		this.timers = timers;
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
		if (this.current != null) {
			this.current.withdraw();
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
		PlannedNotice notice = this.turn.notice();
		Instant until = this.turn.heldUntil();
		if (until != null) {
			Calls.tell(JournalActivities.class, "record the move of " + notice.name(),
					(journal) -> journal.hold(this.event, notice, until, this.turn.state()));
		}
	}

	PlannedNotice notice() {
		return this.turn.notice();
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
		return new NoticeProgress(this.turn.notice().name(), this.turn.state(), this.turn.heldUntil(), this.outcome);
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
		return (collected != null) ? collected : tellByItself();
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
		Duration left = Duration.between(Timers.now(), notice.deadline());
		Duration patience = (left.compareTo(SHORTEST) > 0) ? left : SHORTEST;
		return Calls.durable(DigestActivities.class, "collect " + notice.name(), patience).collect(this.event, notice);
	}

	private Ending tellByItself() {
		Ending ending = Ending.decided(OutcomeStatus.SUPPRESSED, "no channel reaches the receiver");
		for (PlannedPosting posting : this.turn.notice().postings()) {
			this.current = new PostingAttempts(this.event, posting, this.turn, this.plan.patience(), this.receipts,
					this.timers);
			ending = this.current.run();
			if (ending.status() != OutcomeStatus.REJECTED && !this.current.isClosed()) {
				return ending;
			}
		}
		return ending;
	}

	private NoticeOutcome outcome(Ending ending) {
		PostingAttempts last = this.current;
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
