package cinema.orchestrator.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.problem.RefusedException;
import cinema.workflows.SearchAttributes;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DefaultDataConverter;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Lists what is held just now. Only Temporal knows it: what has not been dispatched is
 * not in the journal.
 */
@Component
class HeldEvents {

	private static final String HELD = "WorkflowType = 'EventWorkflow' and ExecutionStatus = 'Running' and HeldUntil is not null";

	private static final Set<Status.Code> AWAY = Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED,
			Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);

	private final WorkflowClient temporal;

	private final NotificationProperties properties;

	private final NotificationLinks links;

	HeldEvents(WorkflowClient temporal, NotificationProperties properties, NotificationLinks links) {
		this.temporal = temporal;
		this.properties = properties;
		this.links = links;
	}

	/**
	 * One page.
	 * @param userId of the one receiver, or null for all; checked by the caller, as is
	 * the event type
	 * @throws RefusedException when the cursor is none of ours, or Temporal is away
	 */
	HeldPage page(@Nullable String userId, @Nullable String eventType, int limit, @Nullable String cursor) {
		String query = HELD + ((userId != null) ? " and UserId = '" + userId + "'" : "")
				+ ((eventType != null) ? " and EventType = '" + eventType + "'" : "");
		ListWorkflowExecutionsResponse answer = ask(ListWorkflowExecutionsRequest.newBuilder()
			.setNamespace(this.temporal.getOptions().getNamespace())
			.setQuery(query)
			.setPageSize(limit)
			.setNextPageToken(token(cursor))
			.build());
		return new HeldPage(answer.getExecutionsList().stream().map(this::held).toList(),
				answer.getNextPageToken().isEmpty() ? null : next(userId, eventType, limit, answer.getNextPageToken()));
	}

	private ListWorkflowExecutionsResponse ask(ListWorkflowExecutionsRequest request) {
		try {
			return this.temporal.getWorkflowServiceStubs()
				.blockingStub()
				.withDeadlineAfter(this.properties.lookWait().toMillis(), TimeUnit.MILLISECONDS)
				.listWorkflowExecutions(request);
		}
		catch (StatusRuntimeException ex) {
			// Temporal calls a token that it cannot read an error of its own.
			if (!request.getNextPageToken().isEmpty() && !AWAY.contains(ex.getStatus().getCode())) {
				throw Cursor.strange();
			}
			throw RefusedException.forNow("Temporal does not answer, and only it knows what is held.");
		}
	}

	private HeldEvent held(WorkflowExecutionInfo workflow) {
		String[] id = workflow.getExecution().getWorkflowId().split("/", 3);
		String userId = attribute(workflow, SearchAttributes.USER_ID);
		Instant until = Instant.parse(String.valueOf(attribute(workflow, SearchAttributes.HELD_UNTIL)));
		Instant taken = Instant.ofEpochSecond(workflow.getStartTime().getSeconds(), workflow.getStartTime().getNanos());
		return new HeldEvent(id[1], id[2], userId, taken, until, this.links.of(id[1], id[2]));
	}

	private static @Nullable String attribute(WorkflowExecutionInfo workflow, SearchAttributeKey<?> key) {
		Payload value = workflow.getSearchAttributes().getIndexedFieldsMap().get(key.getName());
		return (value != null) ? DefaultDataConverter.STANDARD_INSTANCE.fromPayload(value, String.class, String.class)
				: null;
	}

	private static ByteString token(@Nullable String cursor) {
		return (cursor != null) ? ByteString.copyFrom(Cursor.read(cursor)) : ByteString.EMPTY;
	}

	private static String next(@Nullable String userId, @Nullable String eventType, int limit, ByteString token) {
		return UriComponentsBuilder.fromPath("/api/v1/notifications/held")
			.queryParamIfPresent("user_id", Optional.ofNullable(userId))
			.queryParamIfPresent("event_type", Optional.ofNullable(eventType))
			.queryParam("limit", limit)
			.queryParam("cursor", Cursor.write(token.toByteArray()))
			.toUriString();
	}

}
