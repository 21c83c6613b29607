package cinema.orchestrator.temporal;

import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.EventEntry;
import cinema.orchestrator.seal.SealedDetails;
import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.event.EventWorkflow;
import cinema.workflows.mailing.MailingWorkflow;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;

import org.springframework.stereotype.Component;

/**
 * Starts the one workflow of an event or a mailing; where there is one already, or was,
 * {@link io.temporal.client.WorkflowExecutionAlreadyStarted} says so.
 */
@Component
public class WorkflowStarter {

	private final WorkflowClient temporal;

	private final Catalogue catalogue;

	private final SealedDetails details;

	WorkflowStarter(WorkflowClient temporal, Catalogue catalogue, SealedDetails details) {
		this.details = details;
		this.temporal = temporal;
		this.catalogue = catalogue;
	}

	/**
	 * Returns when Temporal has the event, in which nothing of a person is plain.
	 * @param memo what is to be known of it by whoever finds its workflow
	 */
	public void start(Event event, Map<String, Object> memo) {
		String from = (event.fromService() != null) ? " from " + event.fromService() : "";
		EventWorkflow workflow = this.temporal.newWorkflowStub(EventWorkflow.class,
				options(WorkflowIds.event(event.type(), event.id()), event.type() + from).setMemo(memo)
					.setTypedSearchAttributes(attributes(event))
					.build());
		WorkflowClient.start(workflow::tell,
				this.catalogue.find(event.type())
					.map((entry) -> this.details.seal(event, entry.userId(event)))
					.orElse(event));
	}

	/** Returns when Temporal has the mailing. */
	public void start(Mailing mailing, String summary) {
		MailingWorkflow workflow = this.temporal.newWorkflowStub(MailingWorkflow.class,
				options(WorkflowIds.mailing(mailing.event().id(), mailing.notice()), summary)
					.setTypedSearchAttributes(mailing.searchAttributes())
					.build());
		WorkflowClient.start(workflow::send, mailing, null);
	}

	private static WorkflowOptions.Builder options(String id, String summary) {
		return WorkflowOptions.newBuilder()
			.setWorkflowId(id)
			.setTaskQueue(TaskQueues.NOTIFICATIONS)
			.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
			.setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
			// The first task comes with the answer: one transition and one poll less.
			.setDisableEagerExecution(false)
			.setStaticSummary(summary);
	}

	private io.temporal.common.SearchAttributes attributes(Event event) {
		var attributes = io.temporal.common.SearchAttributes.newBuilder()
			.set(SearchAttributes.EVENT_TYPE, event.type());
		// A mailing event has no entry: its mailing says what it is about.
		this.catalogue.find(event.type()).ifPresent((entry) -> describe(event, entry, attributes));
		return attributes.build();
	}

	private static void describe(Event event, EventEntry entry,
			io.temporal.common.SearchAttributes.Builder attributes) {
		attributes.set(SearchAttributes.NOTICE, List.copyOf(entry.notices().keySet()));
		attributes.set(SearchAttributes.CHANNEL,
				entry.notices()
					.values()
					.stream()
					.flatMap((notice) -> notice.channels().stream())
					.map(Object::toString)
					.distinct()
					.toList());
		String userId = entry.userId(event);
		if (userId != null) {
			attributes.set(SearchAttributes.USER_ID, userId);
		}
	}

}
