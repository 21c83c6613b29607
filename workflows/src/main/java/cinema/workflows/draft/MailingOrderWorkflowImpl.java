package cinema.workflows.draft;

import java.time.Instant;

import cinema.workflows.draft.DraftPart.Part;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.CancelButton;
import cinema.workflows.durable.Timers;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** Asks for approval where that is needed, and releases part after part. */
public final class MailingOrderWorkflowImpl implements MailingOrderWorkflow {

	private final SubmittedDraft draft;

	private final OrderRecord record;

	private final OrderDesk desk;

	@WorkflowInit
	public MailingOrderWorkflowImpl(SubmittedDraft draft) {
		this.draft = draft;
		this.record = new OrderRecord(draft);
		this.desk = new OrderDesk(draft, this.record);
	}

	@Override
	public OrderOutcome follow(SubmittedDraft submitted) {
		return CancelButton.whileDoing(this::toItsEnd, this.desk::press);
	}

	private OrderOutcome toItsEnd() {
		try {
			if (isApproved() && isStillWanted() && isCanaryWell()) {
				releaseAll();
			}
		}
		catch (ActivityFailure hopeless) {
			this.record.become(isCanaryTold() ? OrderStage.STOPPED : OrderStage.FAILED, null, Calls.reason(hopeless),
					null);
		}
		Workflow.await(Workflow::isEveryHandlerFinished);
		return this.record.outcome();
	}

	private boolean isCanaryTold() {
		return this.record.outcome().stage() == OrderStage.CANARY;
	}

	private boolean isApproved() {
		if (!this.draft.needsApproval()) {
			String approver = this.draft.approvedBy();
			return (approver != null)
					? this.record.become(OrderStage.APPROVED, approver, "was approved by " + approver, null)
					: this.record.become(OrderStage.APPROVED, this.draft.submittedBy(), "needs no approval", null);
		}
		this.record.waits();
		OrderStage wanted = this.desk.await();
		return decided(wanted) && wanted == OrderStage.APPROVED;
	}

	/** Who took it back while its approval was written down is heard. */
	private boolean isStillWanted() {
		boolean wanted = !this.desk.hasDecision();
		if (!wanted) {
			decided(OrderStage.WITHDRAWN);
		}
		return wanted;
	}

	/** Until it is written down nobody decides otherwise, but it can be taken back. */
	private boolean decided(OrderStage stage) {
		Decision decision = this.desk.decision();
		String reason = (decision.reason() != null) ? ": " + decision.reason() : "";
		boolean wanted = this.record.become(stage, decision.by(), "by " + decision.by() + reason, null);
		this.desk.clear(decision);
		return wanted;
	}

	private boolean isCanaryWell() {
		Canary canary = this.draft.canary();
		if (canary == null) {
			return true;
		}
		Released released = release(Part.CANARY);
		this.record.become(OrderStage.CANARY, null, canary.percent() + " % are told first, the rest " + canary.pause()
				+ " later unless too many of their letters fail", released);
		String trouble = new CanaryWatch(canary, this.desk).await(released, begins());
		if (this.desk.hasDecision()) {
			return isRestWanted();
		}
		if (trouble != null) {
			this.record.become(OrderStage.STOPPED, null, trouble, null);
		}
		return trouble == null;
	}

	private boolean isRestWanted() {
		boolean wanted = this.desk.await() == OrderStage.STARTED;
		if (!wanted) {
			decided(OrderStage.STOPPED);
		}
		return wanted;
	}

	private Instant begins() {
		Instant sendAt = this.draft.sendAt();
		return (sendAt != null && sendAt.isAfter(Timers.now())) ? sendAt : Timers.now();
	}

	private void releaseAll() {
		Released released = release((this.draft.canary() != null) ? Part.REST : Part.WHOLE);
		boolean recurs = released.scheduleId() != null;
		this.record.become(recurs ? OrderStage.SCHEDULED : OrderStage.STARTED, null,
				recurs ? "its schedule is made" : "its mailing is announced", released);
	}

	private Released release(Part part) {
		return Calls.durable(DraftActivities.class, "release the " + part, null)
			.release(this.draft.part(part, Timers.now()));
	}

	@Override
	public OrderOutcome approve(Decision decision) {
		return this.desk.take(OrderStage.APPROVED, decision);
	}

	@Override
	public void validateApprove(Decision decision) {
		this.desk.check(OrderStage.WAITING_FOR_APPROVAL, OrderStage.APPROVED, decision);
	}

	@Override
	public OrderOutcome refuse(Decision decision) {
		return this.desk.take(OrderStage.REFUSED, decision);
	}

	@Override
	public void validateRefuse(Decision decision) {
		this.desk.check(OrderStage.WAITING_FOR_APPROVAL, OrderStage.REFUSED, decision);
	}

	@Override
	public OrderOutcome withdraw(Decision decision) {
		return this.desk.take(OrderStage.WITHDRAWN, decision);
	}

	@Override
	public void validateWithdraw(Decision decision) {
		this.desk.check(OrderStage.WAITING_FOR_APPROVAL, OrderStage.WITHDRAWN, decision);
	}

	@Override
	public OrderOutcome goOn(Decision decision) {
		return this.desk.take(OrderStage.STARTED, decision);
	}

	@Override
	public void validateGoOn(Decision decision) {
		this.desk.check(OrderStage.CANARY, OrderStage.STARTED, decision);
	}

	@Override
	public OrderOutcome stop(Decision decision) {
		return this.desk.take(OrderStage.STOPPED, decision);
	}

	@Override
	public void validateStop(Decision decision) {
		this.desk.check(OrderStage.CANARY, OrderStage.STOPPED, decision);
	}

	@Override
	public OrderOutcome progress() {
		return this.record.outcome();
	}

}
