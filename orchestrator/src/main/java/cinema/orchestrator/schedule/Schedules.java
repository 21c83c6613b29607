package cinema.orchestrator.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import cinema.orchestrator.problem.RefusedException;
import cinema.orchestrator.schedule.ScheduleView.Firing;
import cinema.workflows.TaskQueues;
import cinema.workflows.schedule.ScheduledMailingWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionExecutionStartWorkflow;
import io.temporal.client.schedules.ScheduleActionResult;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The schedules of mailings, which Temporal keeps. */
@Component
class Schedules {

	private static final Logger logger = LoggerFactory.getLogger(Schedules.class);

	private static final String PREFIX = "mailing-schedule/";

	private static final String DEFINITION = "definition";

	private final JsonMapper json = JsonMapper.builder().build();

	private final ScheduleClient temporal;

	private final Clock clock;

	Schedules(ScheduleClient temporal, Clock clock) {
		this.temporal = temporal;
		this.clock = clock;
	}

	/**
	 * Creates it.
	 * @param definition what was ordered, to be shown as it is
	 */
	void create(ScheduleOrder order, JsonNode definition) {
		Schedule schedule = Schedule.newBuilder()
			.setAction(ScheduleActionStartWorkflow.newBuilder()
				.setWorkflowType(ScheduledMailingWorkflow.class)
				.setArguments(order.scheduled())
				.setOptions(WorkflowOptions.newBuilder()
					.setWorkflowId(PREFIX + order.id() + "/run")
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setStaticSummary("firing of schedule " + order.id())
					// Without details too, temporal-sdk 1.38.0 cannot read what it wrote.
					.setStaticDetails("Announces a mailing event on Kafka.")
					.build())
				.build())
			.setSpec(order.clock().spec(this.clock.instant()))
			.setPolicy(
					SchedulePolicy.newBuilder().setOverlap(order.overlap()).setCatchupWindow(order.catchUp()).build())
			.build();
		ask(() -> {
			this.temporal.createSchedule(PREFIX + order.id(), schedule,
					ScheduleOptions.newBuilder().setMemo(Map.of(DEFINITION, definition.toString())).build());
			return true;
		});
	}

	List<ScheduleView> list() {
		return ask(() -> this.temporal.listSchedules()
			.filter((one) -> one.getScheduleId().startsWith(PREFIX))
			.map(this::view)
			.toList());
	}

	ScheduleView show(String id) {
		return tell(id, (handle) -> view(handle.describe()));
	}

	/** When it fires. */
	WallClock clock(String id) {
		return tell(id,
				(handle) -> ScheduleOrder.read((ObjectNode) read(handle.describe().getMemo(DEFINITION, String.class))))
			.clock();
	}

	/** Does something to a schedule that exists. */
	<T> T tell(String id, Function<ScheduleHandle, T> word) {
		return ask(() -> word.apply(this.temporal.getHandle(PREFIX + id)));
	}

	private ScheduleView view(ScheduleListDescription one) {
		Object definition = one.getMemo(DEFINITION, String.class);
		return new ScheduleView(one.getScheduleId().substring(PREFIX.length()), read(definition),
				one.getSchedule().getState().isPaused(), note(one.getSchedule().getState().getNote()),
				one.getInfo().getNextActionTimes(), null, null, null, null);
	}

	private ScheduleView view(ScheduleDescription one) {
		List<Instant> next = one.getInfo().getNextActionTimes();
		return new ScheduleView(one.getId().substring(PREFIX.length()), read(one.getMemo(DEFINITION, String.class)),
				one.getSchedule().getState().isPaused(), note(one.getSchedule().getState().getNote()), next,
				one.getInfo().getRecentActions().stream().map(Schedules::firing).toList(),
				one.getInfo().getNumActionsMissedCatchupWindow(), one.getInfo().getNumActionsSkippedOverlap(),
				one.getInfo().getCreatedAt());
	}

	private static @Nullable String note(@Nullable String note) {
		return (note == null || note.isEmpty()) ? null : note;
	}

	private JsonNode read(@Nullable Object definition) {
		return this.json.readTree((definition != null) ? definition.toString() : "{}");
	}

	private static Firing firing(ScheduleActionResult one) {
		String workflow = (one.getAction() instanceof ScheduleActionExecutionStartWorkflow started)
				? started.getWorkflowId() : "";
		return new Firing(one.getScheduledAt(), one.getStartedAt(), workflow);
	}

	private static <T> T ask(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (ScheduleAlreadyRunningException taken) {
			throw new RefusedException(HttpStatus.CONFLICT, "id", "a schedule of this id exists");
		}
		catch (ScheduleException | StatusRuntimeException ex) {
			throw refusal(ex);
		}
	}

	private static RefusedException refusal(RuntimeException failure) {
		Throwable cause = (failure instanceof StatusRuntimeException) ? failure : failure.getCause();
		Status.Code code = (cause instanceof StatusRuntimeException refused) ? refused.getStatus().getCode()
				: Status.Code.UNKNOWN;
		return switch (code) {
			case NOT_FOUND -> new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such schedule.");
			case INVALID_ARGUMENT ->
				new RefusedException(HttpStatus.BAD_REQUEST, "cron", "is not what Temporal takes for a schedule");
			case ALREADY_EXISTS -> new RefusedException(HttpStatus.CONFLICT, "id", "a schedule of this id exists");
			default -> {
				logger.warn("Temporal did not do what a schedule needs", failure);
				yield RefusedException.forNow("Temporal does not answer at the moment.");
			}
		};
	}

}
