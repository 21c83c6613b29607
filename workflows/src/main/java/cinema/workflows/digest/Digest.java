package cinema.workflows.digest;

import cinema.workflows.WorkflowIds;

/** Whose digest it is, and what about. */
public record Digest(String userId, String topic) {

	public String workflowId() {
		return WorkflowIds.digest(this.userId, this.topic);
	}

}
