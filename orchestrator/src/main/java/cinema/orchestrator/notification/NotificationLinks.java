package cinema.orchestrator.notification;

import cinema.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;

import org.springframework.stereotype.Component;

/** Makes the links of notifications. */
@Component
class NotificationLinks {

	private final NotificationProperties properties;

	private final WorkflowClient temporal;

	NotificationLinks(NotificationProperties properties, WorkflowClient temporal) {
		this.properties = properties;
		this.temporal = temporal;
	}

	Links of(String type, String id) {
		String ui = this.properties.temporalUiUrl();
		String workflow = WorkflowIds.event(type, id).replace("/", "%2F");
		return new Links(path(type, id), (ui == null || ui.isBlank()) ? null : ui.replaceAll("/+$", "") + "/namespaces/"
				+ this.temporal.getOptions().getNamespace() + "/workflows/" + workflow);
	}

	static String path(String type, String id) {
		return "/api/v1/notifications/" + type + "/" + id;
	}

}
