package cinema.orchestrator.digest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import cinema.workflows.digest.Digest;
import cinema.workflows.digest.DigestWorkflow;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

import org.springframework.stereotype.Component;

/**
 * Tells the workflow of a digest that something was collected, and starts it where none
 * runs.
 */
@Component
class DigestWorkflows {

	private final WorkflowClient temporal;

	private final Catalogue catalogue;

	DigestWorkflows(WorkflowClient temporal, Catalogue catalogue) {
		this.temporal = temporal;
		this.catalogue = catalogue;
	}

	/**
	 * Returns when Temporal has it; again does no harm.
	 * @param closes when it is to be a letter
	 */
	void collected(Digest digest, Instant closes) {
		DigestWorkflow workflow = this.temporal.newWorkflowStub(DigestWorkflow.class,
				WorkflowOptions.newBuilder()
					.setWorkflowId(digest.workflowId())
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
					.setStaticSummary("digest of " + digest.topic())
					.setTypedSearchAttributes(attributes(digest, closes))
					.build());
		BatchRequest both = this.temporal.newSignalWithStartRequest();
		both.add(workflow::collect, digest);
		both.add(workflow::collected, closes);
		this.temporal.signalWithStart(both);
	}

	private io.temporal.common.SearchAttributes attributes(Digest digest, Instant closes) {
		var attributes = io.temporal.common.SearchAttributes.newBuilder()
			.set(SearchAttributes.USER_ID, digest.userId())
			.set(SearchAttributes.HELD_UNTIL, closes.atOffset(ZoneOffset.UTC));
		this.catalogue.digest(digest.topic())
			.flatMap(this.catalogue::find)
			.ifPresent((event) -> attributes.set(SearchAttributes.NOTICE, List.copyOf(event.notices().keySet())));
		return attributes.build();
	}

}
