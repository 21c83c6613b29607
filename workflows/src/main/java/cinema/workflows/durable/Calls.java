package cinema.workflows.durable;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * How workflows call activities: with a summary for the web UI, and again for as long as
 * it takes, unless the activity says that trying again is hopeless. Then an
 * {@link ActivityFailure} is thrown.
 */
public final class Calls {

	private static final RetryOptions TWICE = RetryOptions.newBuilder()
		.setMaximumAttempts(2)
		.setInitialInterval(Duration.ofMillis(200))
		.build();

	private static final RetryOptions UNTIL_IT_WORKS = RetryOptions.newBuilder()
		.setInitialInterval(Duration.ofSeconds(1))
		.setMaximumInterval(Duration.ofSeconds(15))
		.build();

	/** A process that dies costs no more than that. */
	private static final Duration ONE_TRY = Duration.ofSeconds(30);

	/** In work that may take hours a process that dies is noticed by silence. */
	private static final Duration SILENCE = Duration.ofSeconds(10);

	private Calls() {
	}

	/**
	 * Calls within the workflow task, which costs one event; where that fails, as an
	 * activity that the server tries again, and that shows its last failure in the web
	 * UI.
	 */
	public static <A, R> R ask(Class<A> activities, String summary, Function<A, R> call) {
		return ask(activities, summary, call, call);
	}

	/**
	 * As above.
	 * @param again what is done with activities that the server tries again
	 */
	public static <A, R> R ask(Class<A> activities, String summary, Function<A, R> call, Function<A, R> again) {
		try {
			return call.apply(Workflow.newLocalActivityStub(activities, local(summary)));
		}
		catch (ActivityFailure failure) {
			if (isHopeless(failure)) {
				throw failure;
			}
			return again.apply(durable(activities, summary, null));
		}
	}

	/** As {@link #ask}, where there is no answer. */
	public static <A> void tell(Class<A> activities, String summary, Consumer<A> call) {
		ask(activities, summary, (stub) -> {
			call.accept(stub);
			return true;
		});
	}

	/**
	 * Activities that the server tries again until they work.
	 * @param patience for how long at most, or null for ever
	 */
	public static <A> A durable(Class<A> activities, String summary, @Nullable Duration patience) {
		return durable(activities, summary, ONE_TRY, patience);
	}

	/**
	 * As {@link #durable(Class, String, Duration)}, where one try may take so long.
	 */
	public static <A> A durable(Class<A> activities, String summary, Duration oneTry, @Nullable Duration patience) {
		ActivityOptions.Builder options = ActivityOptions.newBuilder()
			.setStartToCloseTimeout(oneTry)
			.setRetryOptions(UNTIL_IT_WORKS)
			.setSummary(summary);
		if (patience != null) {
			options.setScheduleToCloseTimeout(patience);
		}
		return Workflow.newActivityStub(activities, options.build());
	}

	/**
	 * Activities that may take hours and show by heartbeats that they go on.
	 * @param taskQueue where they wait for a free place
	 */
	public static <A> A heartbeating(Class<A> activities, String taskQueue, String summary) {
		return Workflow.newActivityStub(activities,
				ActivityOptions.newBuilder()
					.setTaskQueue(taskQueue)
					.setStartToCloseTimeout(Duration.ofHours(24))
					.setHeartbeatTimeout(SILENCE)
					.setRetryOptions(UNTIL_IT_WORKS)
					.setSummary(summary)
					.build());
	}

	public static boolean isHopeless(ActivityFailure failure) {
		return failure.getCause() instanceof ApplicationFailure cause && cause.isNonRetryable();
	}

	/** For example {@code URL_FORBIDDEN: url: it is no URL}. */
	public static String reason(ActivityFailure failure) {
		return (failure.getCause() instanceof ApplicationFailure cause)
				? cause.getType() + ": " + cause.getOriginalMessage() : "it did not work until the deadline";
	}

	private static LocalActivityOptions local(String summary) {
		return LocalActivityOptions.newBuilder()
			.setStartToCloseTimeout(Duration.ofSeconds(7))
			.setScheduleToCloseTimeout(Duration.ofSeconds(8))
			.setRetryOptions(TWICE)
			.setDoNotIncludeArgumentsIntoMarker(true) // smaller history, no address in it
			.setSummary(summary)
			.build();
	}

}
