package cinema.workflows.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;

/** Announces the mailing of one firing, and looks for its end now and then. */
public final class ScheduledMailingWorkflowImpl implements ScheduledMailingWorkflow {

	/** Given by the server to what a schedule starts. */
	private static final SearchAttributeKey<OffsetDateTime> NOMINAL = SearchAttributeKey
		.forOffsetDateTime("TemporalScheduledStartTime");

	private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

	private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

	/** What has not begun by then expired at once, or waits behind a long queue. */
	private static final Duration BEGINS_WITHIN = Duration.ofMinutes(30);

	@Override
	public String announce(ScheduledMailing scheduled) {
		AnnouncedMailing announced = activities("announce the mailing").announce(scheduled, nominal());
		Workflow.setCurrentDetails("announced `" + announced.mailingId() + "`");
		Instant begun = now().plus(BEGINS_WITHIN);
		Duration pause = FIRST_LOOK;
		while (true) {
			Workflow.newTimer(pause, TimerOptions.newBuilder().setSummary("until the mailing has ended").build()).get();
			MailingStage stage = activities("look where the mailing is").look(announced);
			if (stage == MailingStage.ENDED || (stage == MailingStage.NOT_BEGUN && !now().isBefore(begun))) {
				return announced.eventId();
			}
			pause = (pause.multipliedBy(2).compareTo(LONGEST_LOOK) < 0) ? pause.multipliedBy(2) : LONGEST_LOOK;
		}
	}

	private static Instant nominal() {
		OffsetDateTime nominal = Workflow.getTypedSearchAttributes().get(NOMINAL);
		return (nominal != null) ? nominal.toInstant() : now();
	}

	private static Instant now() {
		return Instant.ofEpochMilli(Workflow.currentTimeMillis());
	}

	private static ScheduleActivities activities(String summary) {
		return Workflow.newActivityStub(ScheduleActivities.class,
				ActivityOptions.newBuilder()
					.setStartToCloseTimeout(Duration.ofSeconds(30))
					.setRetryOptions(RetryOptions.newBuilder()
						.setInitialInterval(Duration.ofSeconds(1))
						.setMaximumInterval(Duration.ofSeconds(30))
						.build())
					.setSummary(summary)
					.build());
	}

}
