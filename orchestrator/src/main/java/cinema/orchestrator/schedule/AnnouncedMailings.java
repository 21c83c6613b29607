package cinema.orchestrator.schedule;

import cinema.orchestrator.page.MailingTable;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.MailingStage;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

import org.springframework.stereotype.Component;

/** What became of the mailings that schedules have announced. */
@Component
class AnnouncedMailings {

	private final MailingTable mailings;

	private final WorkflowClient temporal;

	AnnouncedMailings(MailingTable mailings, WorkflowClient temporal) {
		this.mailings = mailings;
		this.temporal = temporal;
	}

	MailingStage look(AnnouncedMailing announced) {
		return this.mailings.record(announced.mailingId())
			.map((record) -> (record.endedAt() != null) ? MailingStage.ENDED : MailingStage.UNDERWAY)
			.orElseGet(() -> unrecorded(announced));
	}

	/** It has not begun, or just now, or never will: its event says so. */
	private MailingStage unrecorded(AnnouncedMailing announced) {
		// In this order, since the event ends after its mailing has started.
		MailingStage event = stage(WorkflowIds.event("mailing", announced.eventId()));
		MailingStage mailing = stage(announced.mailingId());
		return (mailing == MailingStage.NOT_BEGUN && event == MailingStage.ENDED) ? MailingStage.ENDED : mailing;
	}

	private MailingStage stage(String workflowId) {
		try {
			return (this.temporal.newUntypedWorkflowStub(workflowId)
				.describe()
				.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) ? MailingStage.UNDERWAY
						: MailingStage.ENDED;
		}
		catch (WorkflowNotFoundException unknown) {
			return MailingStage.NOT_BEGUN;
		}
	}

	/** Returns where it was. */
	MailingStage cancel(AnnouncedMailing announced, String reason) {
		MailingStage stage = look(announced);
		if (stage != MailingStage.UNDERWAY) {
			return stage;
		}
		try {
			this.temporal.newUntypedWorkflowStub(announced.mailingId())
				.update("cancel", MailingProgress.class, reason, null);
			return MailingStage.UNDERWAY;
		}
		catch (WorkflowNotFoundException ended) {
			return MailingStage.ENDED;
		}
	}

}
