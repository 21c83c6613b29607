package cinema.workflows.digest;

import java.time.Instant;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Waits for the moment at which what is collected for a person on a topic becomes a
 * letter; its id is {@code digest/<user id>/<topic>}. It keeps nothing: a lost one is
 * started again, and looks.
 */
@WorkflowInterface
public interface DigestWorkflow {

	/** Ends when nothing is collected. */
	@WorkflowMethod
	void collect(Digest digest);

	/**
	 * Something was collected.
	 * @param closes the moment at which it is to become a letter
	 */
	@SignalMethod
	void collected(Instant closes);

	/** The receiver has changed their mind: the moment is asked for anew. */
	@SignalMethod
	void reread();

}
