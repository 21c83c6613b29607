package cinema.workflows.schedule;

import java.time.Duration;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * How the firing of a schedule calls its activities: patiently, and with a summary for
 * the web UI.
 */
final class ScheduleCalls {

	private static final RetryOptions UNTIL_IT_WORKS = RetryOptions.newBuilder()
		.setInitialInterval(Duration.ofSeconds(1))
		.setMaximumInterval(Duration.ofSeconds(30))
		.build();

	private ScheduleCalls() {
	}

	/** Tried again until it works, or for so long. */
	static ScheduleActivities activities(String summary, @Nullable Duration patience) {
		ActivityOptions.Builder options = ActivityOptions.newBuilder()
			.setStartToCloseTimeout(Duration.ofSeconds(30))
			.setRetryOptions(UNTIL_IT_WORKS)
			.setSummary(summary);
		if (patience != null) {
			options.setScheduleToCloseTimeout(patience);
		}
		return Workflow.newActivityStub(ScheduleActivities.class, options.build());
	}

}
