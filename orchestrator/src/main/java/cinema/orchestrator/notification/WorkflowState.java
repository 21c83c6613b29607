package cinema.orchestrator.notification;

import cinema.workflows.event.EventProgress;
import org.jspecify.annotations.Nullable;

/** What Temporal says of the workflow of an event. */
sealed interface WorkflowState {

	/**
	 * It runs.
	 *
	 * @param progress where its notices are, or null when it does not answer
	 */
	record Running(@Nullable EventProgress progress) implements WorkflowState {
	}

	/**
	 * It has ended.
	 *
	 * @param status Temporal's word for how, for example {@code COMPLETED}
	 */
	record Ended(String status) implements WorkflowState {
	}

	/** Temporal knows no such workflow, or no longer. */
	record Unknown() implements WorkflowState {
	}

	/** Temporal, or whoever works for it, does not answer. */
	record Silent() implements WorkflowState {
	}

}
