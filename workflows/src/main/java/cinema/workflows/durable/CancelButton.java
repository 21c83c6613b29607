package cinema.workflows.durable;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;

/**
 * The cancel button of the Temporal web UI: it does what our own update does, so that a
 * letter on its way is still accounted for.
 */
public final class CancelButton {

	private CancelButton() {
	}

	/**
	 * Does the work to its end, whoever cancels it.
	 * @param cancel told why, so that the work comes to its end
	 */
	public static <R> R whileDoing(Supplier<R> work, Consumer<String> cancel) {
		CancellationScope.current()
			.getCancellationRequest()
			.thenApply((reason) -> press(cancel, (reason != null) ? reason : "cancelled in Temporal"));
		CompletablePromise<R> ended = Workflow.newPromise();
		Workflow.newDetachedCancellationScope(() -> ended.complete(work.get())).run();
		return ended.get();
	}

	private static boolean press(Consumer<String> cancel, String reason) {
		Workflow.newDetachedCancellationScope(() -> cancel.accept(reason)).run();
		return true;
	}

}
