package cinema.workflows.event;

import java.time.Duration;
import java.util.function.Function;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/**
 * Calls an activity within the workflow task, which costs one event; where that fails, as
 * an activity that the server tries again for as long as it takes, and that shows its
 * last failure in the web UI.
 */
public final class PatientCall {

	private static final RetryOptions TWICE = RetryOptions.newBuilder()
		.setMaximumAttempts(2)
		.setInitialInterval(Duration.ofMillis(200))
		.build();

	private static final RetryOptions UNTIL_IT_WORKS = RetryOptions.newBuilder()
		.setInitialInterval(Duration.ofSeconds(1))
		.setMaximumInterval(Duration.ofSeconds(30))
		.build();

	private PatientCall() {
	}

	/**
	 * @throws ActivityFailure when the activity says that trying again is hopeless
	 */
	public static <A, R> R to(Class<A> activities, String summary, Function<A, R> call) {
		try {
			return call.apply(Workflow.newLocalActivityStub(activities, local(summary)));
		}
		catch (ActivityFailure failure) {
			if (isHopeless(failure)) {
				throw failure;
			}
			return call.apply(Workflow.newActivityStub(activities, durable(summary)));
		}
	}

	public static boolean isHopeless(ActivityFailure failure) {
		return failure.getCause() instanceof ApplicationFailure cause && cause.isNonRetryable();
	}

	private static LocalActivityOptions local(String summary) {
		return LocalActivityOptions.newBuilder()
			.setStartToCloseTimeout(Duration.ofSeconds(7))
			.setScheduleToCloseTimeout(Duration.ofSeconds(8))
			.setRetryOptions(TWICE)
			.setDoNotIncludeArgumentsIntoMarker(true) // smaller history, and no address
														// in it
			.setSummary(summary)
			.build();
	}

	private static ActivityOptions durable(String summary) {
		return ActivityOptions.newBuilder()
			.setStartToCloseTimeout(Duration.ofSeconds(30))
			.setRetryOptions(UNTIL_IT_WORKS)
			.setSummary(summary)
			.build();
	}

}
