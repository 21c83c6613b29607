package cinema.workflows.event;

import java.time.Instant;
import java.util.List;

import cinema.workflows.contract.Receipt;
import cinema.workflows.plan.Event;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Everything that follows from one Kafka event; its id is {@code event/<type>/<id>}. */
@WorkflowInterface
public interface EventWorkflow {

	/** The name of the signal {@link #reread}. */
	String REREAD = "reread";

	/**
	 * Tells everybody whom the event concerns, and ends when each notice has an outcome.
	 */
	@WorkflowMethod
	EventOutcome tell(Event event);

	/** Takes what the worker reported; repeated and late receipts are harmless. */
	@SignalMethod
	void acknowledge(List<Receipt> receipts);

	/**
	 * Asks for the receiver of what is held once more, who has changed their mind; the
	 * other notices go on as they were.
	 */
	@SignalMethod(name = REREAD)
	void reread();

	/**
	 * Cancels what has not been sent.
	 * @param reason why, in plain words, for the outcome, or null
	 * @param by who wants it, or null
	 * @return what really became of each notice; one without an outcome is still with the
	 * worker
	 */
	@UpdateMethod
	EventProgress cancel(@Nullable String reason, @Nullable String by);

	@UpdateValidatorMethod(updateName = "cancel")
	void validateCancel(@Nullable String reason, @Nullable String by);

	/**
	 * Moves what is held to another moment: one that has passed, that comes after a
	 * deadline or in the receiver's night is refused.
	 * @param moment when to send, or null for at once, whatever the hour
	 * @param by who wants it, or null
	 * @return what really became of each notice
	 */
	@UpdateMethod
	EventProgress reschedule(@Nullable Instant moment, @Nullable String by);

	@UpdateValidatorMethod(updateName = "reschedule")
	void validateReschedule(@Nullable Instant moment, @Nullable String by);

	/** Where each notice is. */
	@QueryMethod
	EventProgress progress();

}
