package cinema.orchestrator.schedule;

import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.schedule.v1.ScheduleSpec;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.UpdateScheduleRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.internal.client.ScheduleProtoUtil;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * What Temporal offers of schedules and its Java client does not: a change that is left
 * out when somebody else was quicker.
 */
@Component
class ScheduleServer {

	private static final int SECONDS = 5;

	private final WorkflowClient temporal;

	/** It alone knows both forms of a schedule, and asks nobody for these. */
	private final ScheduleProtoUtil forms;

	ScheduleServer(WorkflowClient temporal) {
		this.temporal = temporal;
		this.forms = new ScheduleProtoUtil(null, ScheduleClientOptions.newBuilder()
			// What rests in Temporal may be sealed.
			.setDataConverter(temporal.getOptions().getDataConverter())
			.build());
	}

	DescribeScheduleResponse describe(String temporalId) {
		return server().describeSchedule(DescribeScheduleRequest.newBuilder()
			.setNamespace(this.temporal.getOptions().getNamespace())
			.setScheduleId(temporalId)
			.build());
	}

	/**
	 * Changes it, unless it was changed since that token was given; some servers leave it
	 * out then without a word.
	 */
	void update(String temporalId, Schedule schedule, ByteString token) {
		server().updateSchedule(UpdateScheduleRequest.newBuilder()
			.setNamespace(this.temporal.getOptions().getNamespace())
			.setScheduleId(temporalId)
			.setSchedule(schedule)
			.setConflictToken(token)
			.setIdentity(this.temporal.getOptions().getIdentity())
			.setRequestId(UUID.randomUUID().toString())
			.build());
	}

	/** What was ordered. */
	JsonNode definition(Schedule schedule) {
		return ScheduleMapping.definition(this.forms.protoToSchedule(schedule));
	}

	Schedule write(io.temporal.client.schedules.Schedule schedule) {
		return this.forms.scheduleToProto(schedule);
	}

	ScheduleSpec write(io.temporal.client.schedules.ScheduleSpec spec) {
		return this.forms.specToProto(spec);
	}

	private WorkflowServiceBlockingStub server() {
		return this.temporal.getWorkflowServiceStubs().blockingStub().withDeadlineAfter(SECONDS, TimeUnit.SECONDS);
	}

}
