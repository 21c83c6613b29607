package cinema.orchestrator.schedule;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.announcement.Announcement;
import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.MailingStage;
import cinema.workflows.schedule.ScheduleActivities;
import cinema.workflows.schedule.ScheduledMailing;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Announces scheduled mailings as everybody does, on Kafka, and asks what became of them.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class ScheduleActivitiesImpl implements ScheduleActivities {

	private final Announcer announcer;

	private final AnnouncedEvents announced;

	private final MailingTable mailings;

	private final WorkflowCalls calls;

	ScheduleActivitiesImpl(Announcer announcer, AnnouncedEvents announced, MailingTable mailings, WorkflowCalls calls) {
		this.announcer = announcer;
		this.announced = announced;
		this.mailings = mailings;
		this.calls = calls;
	}

	@Override
	public AnnouncedMailing announce(ScheduledMailing scheduled, Instant nominal, @Nullable Instant counted) {
		FiredEvent event = FiredEvent.of(scheduled, nominal, (counted != null) ? counted : nominal);
		if (this.announced.isKnown(Catalogue.MAILING, event.id())) {
			return event.announced(); // for this moment it was announced before, perhaps
										// counted otherwise
		}
		Announcement answer = this.announcer.announce(List.of(event.bytes()), "schedule " + scheduled.scheduleId())
			.get(0);
		if (answer instanceof Announcement.Refused refused) {
			throw refusal(refused);
		}
		return event.announced();
	}

	/** A service or a template may have gone since the schedule was made. */
	private static RuntimeException refusal(Announcement.Refused refused) {
		String reason = refused.field() + ": " + refused.reason();
		// A conflict is another run for the same moment that announces it just now.
		boolean passes = refused.status().is5xxServerError() || refused.status() == HttpStatus.CONFLICT;
		return passes ? new IllegalStateException(reason)
				: ApplicationFailure.newNonRetryableFailure(reason, "SCHEDULE_REFUSED");
	}

	@Override
	public MailingStage look(AnnouncedMailing announced) {
		return this.mailings.record(announced.mailingId())
			.map((record) -> (record.endedAt() != null) ? MailingStage.ENDED : MailingStage.UNDERWAY)
			.orElseGet(() -> unrecorded(announced));
	}

	/** It has not begun, or just now, or never will: its event says so. */
	private MailingStage unrecorded(AnnouncedMailing announced) {
		// In this order, since the event ends after its mailing has started.
		MailingStage event = stage(WorkflowIds.event(Catalogue.MAILING, announced.eventId()));
		MailingStage mailing = stage(announced.mailingId());
		return (mailing == MailingStage.NOT_BEGUN && event == MailingStage.ENDED) ? MailingStage.ENDED : mailing;
	}

	private MailingStage stage(String workflowId) {
		return this.calls.status(workflowId)
			.map((status) -> (status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
					? MailingStage.UNDERWAY : MailingStage.ENDED)
			.orElse(MailingStage.NOT_BEGUN);
	}

	@Override
	public MailingStage cancel(AnnouncedMailing announced, String reason) {
		MailingStage stage = look(announced);
		if (stage != MailingStage.UNDERWAY) {
			return stage;
		}
		return this.calls.tell(announced.mailingId(), "", "cancel", MailingProgress.class, reason, null)
			.map((told) -> MailingStage.UNDERWAY)
			.orElse(MailingStage.ENDED);
	}

}
