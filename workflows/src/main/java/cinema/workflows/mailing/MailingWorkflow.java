package cinema.workflows.mailing;

import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Mailing;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Walks the audience of one mailing; its id is {@code mailing/<event id>/<notice>}.
 */
@WorkflowInterface
public interface MailingWorkflow {

	/**
	 * Tells the whole audience, and ends when every receiver has an outcome.
	 * @param continued where an earlier run stopped, or null for the first one
	 */
	@WorkflowMethod
	MailingOutcome send(Mailing mailing, @Nullable MailingRun continued);

	/** A page tells how far it is; repeated reports are harmless. */
	@SignalMethod(name = PageReport.SIGNAL)
	void report(PageReport report);

	/**
	 * Publishes nothing more until it is resumed.
	 * @param by who wants it, or null
	 */
	@UpdateMethod
	MailingProgress pause(@Nullable String by);

	@UpdateMethod
	MailingProgress resume();

	/**
	 * Ends it: what is queued is taken back, what waits is not sent.
	 * @param reason why, in plain words, or null
	 * @param by who wants it, or null
	 */
	@UpdateMethod
	MailingProgress cancel(@Nullable String reason, @Nullable String by);

	@UpdateValidatorMethod(updateName = "cancel")
	void validateCancel(@Nullable String reason, @Nullable String by);

	/**
	 * Changes how fast it goes, for what is being published just now too.
	 * @param lettersPerSecond 0 for as many as possible
	 */
	@UpdateMethod
	MailingProgress changeRate(double lettersPerSecond);

	@UpdateValidatorMethod(updateName = "changeRate")
	void validateChangeRate(double lettersPerSecond);

	/** Where it is, as far as its pages have reported. */
	@QueryMethod
	MailingProgress progress();

}
