package cinema.orchestrator.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import cinema.orchestrator.staff.Change;
import cinema.platform.audit.Audit;
import cinema.platform.problem.RefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
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
public class Schedules {

	private static final Logger logger = LoggerFactory.getLogger(Schedules.class);

	/** Who orders one that begins later has mistaken the days. */
	private static final Duration LONGEST_WAIT = Duration.ofDays(3660);

	private static final int MOST_BACKFILLED = 100;

	/** Clocks differ. */
	private static final Duration AHEAD = Duration.ofMinutes(1);

	private final ScheduleClient temporal;

	private final ScheduleServer server;

	private final ScheduleRuns runs;

	private final Audit audit;

	private final Clock clock;

	Schedules(ScheduleClient temporal, ScheduleServer server, ScheduleRuns runs, Audit audit, Clock clock) {
		this.temporal = temporal;
		this.server = server;
		this.runs = runs;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Creates it.
	 * @param definition what was ordered, to be shown as it is
	 */
	void create(ScheduleOrder order, JsonNode definition) {
		Instant now = fires(order);
		this.audit.doing("created", ScheduleMapping.id(order.id()), null,
				() -> ask(() -> this.temporal.createSchedule(ScheduleMapping.id(order.id()),
						ScheduleMapping.write(order, definition, now).build(), ScheduleOptions.newBuilder().build())));
	}

	/**
	 * Takes another order in the place of the first one; paused, it stays paused.
	 * @param version of the order that whoever changes it saw, or null for whatever is
	 * there
	 */
	void replace(ScheduleOrder order, JsonNode definition, @Nullable String version) {
		Instant now = fires(order);
		String id = ScheduleMapping.id(order.id());
		ScheduleEdit edit = new ScheduleEdit(this.server, id, definition, version);
		String changed = ask(edit::changed);
		this.audit.doing("replaced", id, changed,
				() -> ask(() -> edit.make(ScheduleMapping.write(order, definition, now).build())));
	}

	private Instant fires(ScheduleOrder order) {
		Instant now = this.clock.instant();
		Instant until = order.term().until();
		Instant start = order.term().after(now);
		Instant first = order.clock().from(start).findFirst().orElseThrow();
		RefusedException.unless(until == null || !first.isAfter(until), "until", "comes before it would fire");
		RefusedException.unless(first.atOffset(ZoneOffset.UTC).getYear() <= WallClock.LAST_YEAR, "from",
				"has to be in " + WallClock.LAST_YEAR + " at the latest");
		RefusedException.unless(first.isBefore(start.plus(LONGEST_WAIT)), "cron",
				"would fire for the first time at " + first + ", years from its beginning");
		return now;
	}

	public List<ScheduleView> list() {
		return ask(() -> this.temporal.listSchedules()
			.map(ScheduleListDescription::getScheduleId)
			.filter(ScheduleMapping::isId)
			.map(this::find)
			.flatMap(Optional::stream)
			.toList());
	}

	/** Unless it was deleted just now. */
	private Optional<ScheduleView> find(String temporalId) {
		try {
			return Optional.of(ScheduleView.of(this.temporal.getHandle(temporalId).describe(), null, null));
		}
		catch (ScheduleException ex) {
			if (code(ex) == Status.Code.NOT_FOUND) {
				return Optional.empty();
			}
			throw ex;
		}
	}

	ScheduleView show(String id) {
		ScheduleDescription known = look(id, ScheduleHandle::describe);
		return ScheduleView.of(known,
				known.getInfo().getRecentActions().stream().map((one) -> this.runs.look(id, one)).toList(),
				Change.of(this.audit.of(ScheduleMapping.id(id))));
	}

	/** Whether it is there as it was ordered. */
	boolean isMade(String id, JsonNode definition) {
		return definition(id).equals(JsonMapper.shared().readTree(definition.toString()));
	}

	private JsonNode definition(String id) {
		return ScheduleMapping.definition(look(id, ScheduleHandle::describe).getSchedule());
	}

	/**
	 * How often it would have fired in a span that is to be made up for.
	 * @throws RefusedException when that is never, or too often, or not over yet
	 */
	int firings(String id, Instant from, Instant to) {
		Instant now = this.clock.instant();
		RefusedException.unless(!to.isBefore(from), "to", "has to be at or after from");
		RefusedException.unless(!from.isBefore(WallClock.known(now)), "from",
				"has to be " + WallClock.known(now) + " or later");
		RefusedException.unless(!to.isAfter(now.plus(AHEAD)), "to",
				"has to have passed, it is " + now + ": what is to come fires by itself");
		ScheduleOrder order = ScheduleOrder.read((ObjectNode) definition(id));
		int firings = order.term().firings(order.clock(), from, to, MOST_BACKFILLED + 1);
		RefusedException.unless(firings > 0, "to",
				"it never fires from " + from + " to " + to + ": nothing would be sent");
		RefusedException.unless(firings <= MOST_BACKFILLED, "to",
				"there are more than " + MOST_BACKFILLED + " firings until then");
		return firings;
	}

	/**
	 * Does something to a schedule that exists, and writes down who did it.
	 * @param what for example {@code paused}
	 */
	void tell(String id, String what, @Nullable String reason, Consumer<ScheduleHandle> word) {
		look(id, ScheduleHandle::describe);
		this.audit.doing(what, ScheduleMapping.id(id), reason, () -> look(id, (handle) -> {
			word.accept(handle);
			return true;
		}));
	}

	private <T> T look(String id, Function<ScheduleHandle, T> question) {
		return ask(() -> question.apply(this.temporal.getHandle(ScheduleMapping.id(id))));
	}

	private static <T> T ask(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (ScheduleAlreadyRunningException taken) {
			throw new RefusedException(HttpStatus.CONFLICT, "id", "a schedule of this id exists");
		}
		catch (ScheduleException | WorkflowServiceException | StatusRuntimeException ex) {
			throw refusal(ex);
		}
	}

	private static RefusedException refusal(RuntimeException failure) {
		return switch (code(failure)) {
			case NOT_FOUND -> new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such schedule.");
			case INVALID_ARGUMENT -> new RefusedException("cron", "is not what Temporal takes for a schedule");
			case ALREADY_EXISTS -> new RefusedException(HttpStatus.CONFLICT, "id", "a schedule of this id exists");
			default -> {
				logger.warn("Temporal did not do what a schedule needs", failure);
				yield RefusedException.forNow("Temporal does not answer at the moment.");
			}
		};
	}

	private static Status.Code code(RuntimeException failure) {
		Throwable cause = (failure instanceof StatusRuntimeException) ? failure : failure.getCause();
		return (cause instanceof StatusRuntimeException refused) ? refused.getStatus().getCode() : Status.Code.UNKNOWN;
	}

}
