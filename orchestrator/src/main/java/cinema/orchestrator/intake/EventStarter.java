package cinema.orchestrator.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.EventEntry;
import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.event.EventWorkflow;
import cinema.workflows.plan.Event;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Starts the one workflow of an event; an event that has one already is a success. */
@Component
class EventStarter {

	private static final Logger logger = LoggerFactory.getLogger(EventStarter.class);

	private static final String FINGERPRINT = "fingerprint";

	private final WorkflowClient temporal;

	private final Catalogue catalogue;

	private final EventMeters meters;

	EventStarter(WorkflowClient temporal, Catalogue catalogue, EventMeters meters) {
		this.temporal = temporal;
		this.catalogue = catalogue;
		this.meters = meters;
	}

	/**
	 * Returns when Temporal has the event.
	 * @param value the event as it was announced, to tell a repetition from another event
	 * of the same identity
	 */
	void start(Event event, byte[] value) {
		String fingerprint = fingerprint(value);
		EventWorkflow workflow = this.temporal.newWorkflowStub(EventWorkflow.class, options(event, fingerprint));
		try {
			WorkflowClient.start(workflow::tell, event);
			this.meters.taken(event.type());
		}
		catch (WorkflowExecutionAlreadyStarted known) {
			this.meters.duplicate(event.type());
			compare(event, fingerprint);
		}
	}

	private WorkflowOptions options(Event event, String fingerprint) {
		var attributes = io.temporal.common.SearchAttributes.newBuilder()
			.set(SearchAttributes.EVENT_TYPE, event.type());
		// A mailing event has no entry: its mailing says what it is about.
		this.catalogue.find(event.type()).ifPresent((entry) -> describe(event, entry, attributes));
		return WorkflowOptions.newBuilder()
			.setWorkflowId(WorkflowIds.event(event.type(), event.id()))
			.setTaskQueue(TaskQueues.NOTIFICATIONS)
			.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
			.setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
			.setDisableEagerExecution(false) // the first task comes with the answer: one
												// transition and one poll less
			.setTypedSearchAttributes(attributes.build())
			.setMemo(Map.of(FINGERPRINT, fingerprint))
			.setStaticSummary(event.type() + ((event.fromService() != null) ? " from " + event.fromService() : ""))
			.build();
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

	/** The first one wins, yet a producer that uses an identity twice should be found. */
	private void compare(Event event, String fingerprint) {
		String id = WorkflowIds.event(event.type(), event.id());
		try {
			Object first = this.temporal.newUntypedWorkflowStub(id).describe().getMemo(FINGERPRINT, String.class);
			if (first != null && !first.equals(fingerprint)) {
				this.meters.conflicting(event.type());
				logger.warn("Another event has the identity of {} but other content; the first one counts", id);
			}
		}
		catch (WorkflowException | StatusRuntimeException ex) {
			// The event has its workflow, which is all that matters for the offset.
			logger.warn("The repetition of {} cannot be compared with the first one", id, ex);
		}
	}

	private static String fingerprint(byte[] value) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(value);
			return HexFormat.of().formatHex(digest, 0, 8);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
