package cinema.workflows.draft;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Sees a submitted draft to its mailing; its id is {@code mailing-order/<draft id>}, and
 * each submission is a run of it.
 */
@WorkflowInterface
public interface MailingOrderWorkflow {

	/** Waits for approval, tells a part first and then the rest, as was submitted. */
	@WorkflowMethod
	OrderOutcome follow(SubmittedDraft draft);

	/** Lets it go. */
	@UpdateMethod
	OrderOutcome approve(Decision decision);

	@UpdateValidatorMethod(updateName = "approve")
	void validateApprove(Decision decision);

	/** Gives it back to whoever submitted it. */
	@UpdateMethod
	OrderOutcome refuse(Decision decision);

	@UpdateValidatorMethod(updateName = "refuse")
	void validateRefuse(Decision decision);

	/** Takes it back before it is approved; a later revision takes an older one back. */
	@UpdateMethod
	OrderOutcome withdraw(Decision decision);

	@UpdateValidatorMethod(updateName = "withdraw")
	void validateWithdraw(Decision decision);

	/** Tells the rest now, whatever the canary has come to. */
	@UpdateMethod
	OrderOutcome goOn(Decision decision);

	@UpdateValidatorMethod(updateName = "goOn")
	void validateGoOn(Decision decision);

	/** Tells nobody but the canary. */
	@UpdateMethod
	OrderOutcome stop(Decision decision);

	@UpdateValidatorMethod(updateName = "stop")
	void validateStop(Decision decision);

	/** How far it is. */
	@QueryMethod
	OrderOutcome progress();

}
