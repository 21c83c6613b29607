package cinema.workflows.mailing;

import java.time.Duration;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;

/** How a mailing calls its activities: patiently, and with a summary for the web UI. */
final class MailingCalls {

	private static final RetryOptions UNTIL_IT_WORKS = RetryOptions.newBuilder()
		.setInitialInterval(Duration.ofSeconds(1))
		.setMaximumInterval(Duration.ofSeconds(15))
		.build();

	/** A page at a low rate may take hours; a process that dies is noticed by silence. */
	private static final Duration SILENCE = Duration.ofSeconds(10);

	private MailingCalls() {
	}

	/** Everything that the letters say is read, perhaps from many services. */
	static MailingActivities begin(Duration patience) {
		return mailing("begin", Duration.ofMinutes(2), patience);
	}

	/** A process that dies costs the mailing no more than half a minute. */
	static MailingActivities mailing(String summary, Duration patience) {
		return mailing(summary, Duration.ofSeconds(30), patience);
	}

	private static MailingActivities mailing(String summary, Duration longest, Duration patience) {
		return Workflow.newActivityStub(MailingActivities.class,
				ActivityOptions.newBuilder()
					.setStartToCloseTimeout(longest)
					.setScheduleToCloseTimeout(patience)
					.setRetryOptions(UNTIL_IT_WORKS)
					.setSummary(summary)
					.build());
	}

	static PageActivities page(String summary) {
		return Workflow.newActivityStub(PageActivities.class,
				ActivityOptions.newBuilder()
					.setStartToCloseTimeout(Duration.ofHours(24))
					.setHeartbeatTimeout(SILENCE)
					.setRetryOptions(UNTIL_IT_WORKS)
					.setSummary(summary)
					.build());
	}

	/** For example {@code URL_FORBIDDEN: url: it is no URL}. */
	static String reason(ActivityFailure failure) {
		return (failure.getCause() instanceof ApplicationFailure cause)
				? cause.getType() + ": " + cause.getOriginalMessage() : "it did not work until the deadline";
	}

}
