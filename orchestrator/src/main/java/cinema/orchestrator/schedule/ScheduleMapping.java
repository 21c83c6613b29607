package cinema.orchestrator.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import cinema.workflows.TaskQueues;
import cinema.workflows.schedule.ScheduledMailing;
import cinema.workflows.schedule.ScheduledMailingWorkflow;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleAction;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.common.converter.EncodedValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.DigestUtils;

/**
 * A schedule as Temporal keeps it. What was ordered is the memo of what it starts: so it
 * changes together with the rest, and each firing shows by which order it came.
 */
final class ScheduleMapping {

	private static final String PREFIX = "mailing-schedule/";

	private static final String DEFINITION = "definition";

	private ScheduleMapping() {
	}

	static String id(String scheduleId) {
		return PREFIX + scheduleId;
	}

	static boolean isId(String temporalId) {
		return temporalId.startsWith(PREFIX);
	}

	static String scheduleId(String temporalId) {
		return temporalId.substring(PREFIX.length());
	}

	static Schedule.Builder write(ScheduleOrder order, JsonNode definition, Instant now) {
		return Schedule.newBuilder()
			.setAction(action(order, definition))
			.setSpec(order.clock().spec(order.term(), now))
			.setPolicy(
					SchedulePolicy.newBuilder().setOverlap(order.overlap()).setCatchupWindow(order.catchUp()).build());
	}

	private static ScheduleAction action(ScheduleOrder order, JsonNode definition) {
		return ScheduleActionStartWorkflow.newBuilder()
			.setWorkflowType(ScheduledMailingWorkflow.class)
			.setArguments(new ScheduledMailing(order.id(), order.mailing().toString(), order.clock().zone().getId(),
					order.localTime(), order.catchUp()))
			.setOptions(WorkflowOptions.newBuilder()
				.setWorkflowId(id(order.id()) + "/run")
				.setTaskQueue(TaskQueues.NOTIFICATIONS)
				.setMemo(Map.of(DEFINITION, definition.toString()))
				.setStaticSummary("firing of schedule " + order.id())
				// Without details too, temporal-sdk 1.38.0 cannot read what it wrote.
				.setStaticDetails("Announces a mailing event on Kafka.")
				.build())
			.build();
	}

	/** By which whoever changes an order says which one they saw. */
	static String version(JsonNode definition) {
		return DigestUtils.md5DigestAsHex(definition.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
	}

	/** What was ordered. */
	static JsonNode definition(Schedule schedule) {
		Object memo = (schedule.getAction() instanceof ScheduleActionStartWorkflow start
				&& start.getOptions().getMemo() != null) ? start.getOptions().getMemo().get(DEFINITION) : null;
		return JsonMapper.shared().readTree((memo instanceof EncodedValues text) ? text.get(0, String.class) : "{}");
	}

}
