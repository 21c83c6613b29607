package cinema.workflows.event;

import java.time.Instant;
import java.util.List;

import cinema.workflows.contract.Receipt;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Everything that follows from one Kafka event; its id is {@code event/<type>/<id>}. */
@WorkflowInterface
public interface EventWorkflow {

	/**
	 * Tells everybody whom the event concerns, and ends when each notice has an outcome.
	 */
	@WorkflowMethod
	EventOutcome tell(Event event);

	/** Takes what the worker reported; repeated and late receipts are harmless. */
	@SignalMethod
	void acknowledge(List<Receipt> receipts);

	/**
	 * Cancels what has not been sent.
	 * @param reason why, in plain words, for the outcome
	 * @return what really became of each notice; one without an outcome is still with the
	 * worker
	 */
	@UpdateMethod
	EventProgress cancel(String reason);

	@UpdateValidatorMethod(updateName = "cancel")
	void validateCancel(String reason);

	/**
	 * Moves what is held to another moment: the chosen moment counts, quiet hours do not.
	 * @param moment when to send; past its deadline a notice expires
	 * @return what really became of each notice
	 */
	@UpdateMethod
	EventProgress reschedule(Instant moment);

	/** Where each notice is. */
	@QueryMethod
	EventProgress progress();

}
