package cinema.orchestrator.staff;

import cinema.orchestrator.journal.JournalRow;
import cinema.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;

import org.springframework.stereotype.Component;

/** Makes the links of notifications and mailings. */
@Component
public class NotificationLinks {

	private final NotificationProperties properties;

	private final WorkflowClient temporal;

	NotificationLinks(NotificationProperties properties, WorkflowClient temporal) {
		this.properties = properties;
		this.temporal = temporal;
	}

	public Links of(String type, String id) {
		return to(path(type, id), WorkflowIds.event(type, id));
	}

	/** To the mailing, or else the event, that a posting comes from. */
	public Links of(JournalRow row) {
		String self = WorkflowIds.isPage(row.workflowId()) ? "/api/v1/mailings/" + row.eventId() + "/" + row.notice()
				: path(row.eventType(), row.eventId());
		return to(self, row.workflowId());
	}

	/** To something of this API, and to its workflow. */
	public Links to(String self, String workflowId) {
		String ui = this.properties.temporalUiUrl();
		return new Links(self, (ui == null || ui.isBlank()) ? null : ui.replaceAll("/+$", "") + "/namespaces/"
				+ this.temporal.getOptions().getNamespace() + "/workflows/" + workflowId.replace("/", "%2F"));
	}

	static String path(String type, String id) {
		return "/api/v1/notifications/" + type + "/" + id;
	}

}
