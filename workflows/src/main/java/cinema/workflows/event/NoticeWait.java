package cinema.workflows.event;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;

import cinema.workflows.SearchAttributes;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.JournalActivities;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlanActivities;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The wait of one notice until it may go, which staff can move and cut short. */
final class NoticeWait {

	private final Event event;

	private final Timers timers;

	private final NoticeHold hold = new NoticeHold();

	private final Runnable onChange;

	private PlannedNotice notice;

	private String state = "planned";

	private @Nullable Instant heldUntil;

	private @Nullable String cancelled;

	private boolean moved;

	private boolean stale;

	/** Whether staff chose to send it whatever the hour. */
	private boolean atAnyHour;

	/** Whether what the receiver wishes is not what it was when the hold was noted. */
	private boolean wishesChanged;

	NoticeWait(Event event, PlannedNotice notice, Timers timers, Runnable onChange) {
		this.event = event;
		this.notice = notice;
		this.timers = timers;
		this.onChange = onChange;
	}

	/** Waits until the notice may go; tells what keeps it from going at all, or null. */
	@Nullable Ending await() {
		while (true) {
			this.moved = false;
			if (this.notice.suppressed() != null) {
				return Ending.decided(OutcomeStatus.SUPPRESSED, this.notice.suppressed());
			}
			if (this.cancelled != null) {
				return Ending.decided(OutcomeStatus.CANCELLED, this.cancelled);
			}
			Instant now = Timers.now();
			Instant moment = this.hold.next(this.notice, now);
			if (!moment.isBefore(this.notice.deadline())) {
				return expired(moment, now);
			}
			if (!moment.isAfter(now)) {
				return null;
			}
			holdUntil(moment, now);
		}
	}

	private Ending expired(Instant moment, Instant now) {
		String reason = moment.isAfter(now)
				? this.hold.why(this.notice, moment, now) + ", but its deadline is " + this.notice.deadline()
				: "its deadline was " + this.notice.deadline();
		return Ending.decided(OutcomeStatus.EXPIRED, reason);
	}

	private void holdUntil(Instant moment, Instant now) {
		this.heldUntil = moment;
		become(this.hold.why(this.notice, moment, now));
		if (!this.hold.isRetryAt(moment)) {
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueSet(moment.atOffset(ZoneOffset.UTC)));
			noteIfChanged(moment);
		}
		boolean news = this.timers.await(moment, this.state, () -> this.moved || this.stale || this.cancelled != null);
		this.heldUntil = null;
		if (!news || this.stale) {
			this.stale = false;
			rereadReceiver();
		}
	}

	/** For whoever reads the journal. */
	private void noteIfChanged(Instant moment) {
		if (this.wishesChanged) {
			this.wishesChanged = false;
			PlannedNotice held = this.notice;
			Calls.tell(JournalActivities.class, "record the hold of " + held.name(),
					(journal) -> journal.hold(this.event, held, moment, this.state));
		}
	}

	/** During a night the receiver may have travelled, left, or lost interest. */
	private void rereadReceiver() {
		PlannedNotice reread = Calls.ask(PlanActivities.class, "read the receiver of " + this.notice.name() + " again",
				(plan) -> plan.reread(this.event, this.notice));
		Delivery wishes = this.atAnyHour ? null : reread.delivery();
		this.wishesChanged |= !Objects.equals(wishes, this.notice.delivery());
		this.notice = this.notice.withReceiver(reread.timeZone(), reread.suppressed(), wishes);
	}

	/** The receiver is not as they were when they were read. */
	void reread() {
		this.stale = true;
	}

	void notBefore(Instant moment) {
		this.hold.notBefore(moment);
	}

	void noPlaceBefore(Instant moment, String reason) {
		this.hold.noPlaceBefore(moment, reason);
	}

	void retryAt(Instant moment) {
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

	String state() {
		return this.state;
	}

	@Nullable Instant heldUntil() {
		return this.heldUntil;
	}

}
