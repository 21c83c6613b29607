package cinema.workflows.draft;

import java.time.Duration;

import cinema.workflows.StaffWords;
import cinema.workflows.durable.Timers;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** What staff say of a draft, until somebody asks for it. */
final class OrderDesk {

	private static final Duration ANSWER_TO_STAFF = Duration.ofSeconds(20);

	private final SubmittedDraft draft;

	private final OrderRecord record;

	private @Nullable OrderStage wanted;

	private @Nullable Decision decision;

	OrderDesk(SubmittedDraft draft, OrderRecord record) {
		this.draft = draft;
		this.record = record;
	}

	/** Refuses what comes too late, or of whom it may not. */
	void check(OrderStage now, OrderStage wish, Decision wanted) {
		StaffWords.checkReason(wanted.reason());
		OrderOutcome known = this.record.outcome();
		boolean withdraws = wish == OrderStage.WITHDRAWN;
		if (known.stage() != now || (this.decision != null && !withdraws)) {
			throw new IllegalStateException("it is " + known.stage() + ": " + known.reason());
		}
		boolean newer = withdraws && wanted.revision() > this.draft.revision();
		if (now == OrderStage.WAITING_FOR_APPROVAL && !this.draft.needsApproval() && !newer) {
			throw new IllegalStateException("it needs no approval, and goes out");
		}
		if (wanted.revision() != this.draft.revision() && !newer) {
			throw new IllegalStateException(
					"revision " + this.draft.revision() + " is what was submitted, not " + wanted.revision());
		}
		boolean own = wanted.by().equals(this.draft.submittedBy());
		if (wish == OrderStage.APPROVED && own && this.draft.byAnother()) {
			throw new IllegalStateException("somebody else than who submitted it has to approve it");
		}
	}

	/** Takes it, and answers what became of it. */
	OrderOutcome take(OrderStage stage, Decision taken) {
		OrderStage before = this.record.outcome().stage();
		this.wanted = stage;
		this.decision = taken;
		Timers.awaitAtMost(ANSWER_TO_STAFF, "staff wait for the answer", () -> this.record.outcome().stage() != before);
		return this.record.outcome();
	}

	/** The cancel button of the web UI. */
	void press(String reason) {
		boolean waits = this.record.outcome().stage() == OrderStage.WAITING_FOR_APPROVAL;
		this.wanted = waits ? OrderStage.WITHDRAWN : OrderStage.STOPPED;
		this.decision = new Decision(this.draft.revision(), "Temporal", reason);
	}

	boolean hasDecision() {
		return this.decision != null;
	}

	/** Waits for the next decision, and returns what it wants. */
	OrderStage await() {
		Workflow.await(this::hasDecision);
		return (this.wanted != null) ? this.wanted : OrderStage.WITHDRAWN;
	}

	/** The one that was waited for. */
	Decision decision() {
		return (this.decision != null) ? this.decision
				: new Decision(this.draft.revision(), this.draft.submittedBy(), null);
	}

	/** The next one is another; one that came meanwhile stays. */
	void clear(Decision done) {
		if (done.equals(this.decision)) {
			this.decision = null;
		}
	}

}
