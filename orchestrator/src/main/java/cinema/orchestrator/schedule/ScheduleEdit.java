package cinema.orchestrator.schedule;

import java.util.Set;
import java.util.TreeSet;

import cinema.platform.problem.RefusedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.schedule.v1.Schedule;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;

/**
 * One change of an order. Of two who saw the same one, the slower is refused; whoever
 * pauses or renews it meanwhile loses nothing.
 */
final class ScheduleEdit {

	private static final int TRIES = 5;

	/** Each is answered after what it was told before. */
	private static final int LOOKS = 20;

	private final ScheduleServer server;

	private final String temporalId;

	private final JsonNode definition;

	private final @Nullable String seen;

	/**
	 * A change that is not made yet.
	 * @param definition what is ordered
	 * @param seen version of what it takes the place of, or null for whatever is there
	 */
	ScheduleEdit(ScheduleServer server, String temporalId, JsonNode definition, @Nullable String seen) {
		this.server = server;
		this.temporalId = temporalId;
		this.definition = JsonMapper.shared().readTree(definition.toString());
		this.seen = seen;
	}

	/**
	 * Which fields it changes, in words.
	 * @throws RefusedException when somebody else was quicker
	 */
	String changed() {
		JsonNode before = this.server.definition(known().getSchedule());
		Set<String> names = new TreeSet<>();
		add("", before, this.definition, names);
		add("mailing.", before.path("mailing"), this.definition.path("mailing"), names);
		names.remove("mailing");
		return names.isEmpty() ? "nothing" : String.join(", ", names);
	}

	private static void add(String prefix, JsonNode before, JsonNode after, Set<String> names) {
		Set<String> all = new TreeSet<>(before.propertyNames());
		all.addAll(after.propertyNames());
		all.stream()
			.filter((name) -> !before.path(name).equals(after.path(name)))
			.forEach((name) -> names.add(prefix + name));
	}

	/**
	 * Makes it, and returns when it is seen.
	 * @throws RefusedException when somebody else was quicker
	 */
	boolean make(io.temporal.client.schedules.Schedule wanted) {
		Schedule written = this.server.write(wanted);
		for (int i = 0; i < TRIES; i++) {
			DescribeScheduleResponse known = known();
			Schedule update = written.toBuilder().setState(known.getSchedule().getState()).build();
			if (isTold(update, known) && isTaken(known)) {
				return true;
			}
		}
		throw RefusedException.forNow("Others change it again and again; try again in a minute.");
	}

	private boolean isTold(Schedule update, DescribeScheduleResponse known) {
		try {
			this.server.update(this.temporalId, update, known.getConflictToken());
			return true;
		}
		catch (StatusRuntimeException ex) {
			if (ex.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
				return false;
			}
			throw ex;
		}
	}

	/** A server that does not say so leaves out what comes too late. */
	private boolean isTaken(DescribeScheduleResponse before) {
		for (int i = 0; i < LOOKS; i++) {
			DescribeScheduleResponse now = this.server.describe(this.temporalId);
			if (this.server.definition(now.getSchedule()).equals(this.definition)) {
				return true;
			}
			if (!now.getConflictToken().equals(before.getConflictToken())) {
				return false;
			}
		}
		throw RefusedException.forNow("Temporal has not taken it yet; look whether it does, or try again.");
	}

	private DescribeScheduleResponse known() {
		DescribeScheduleResponse known = this.server.describe(this.temporalId);
		JsonNode now = this.server.definition(known.getSchedule());
		boolean quicker = this.seen != null && !this.seen.equals(ScheduleMapping.version(now))
				&& !now.equals(this.definition);
		if (quicker) {
			throw new RefusedException(HttpStatus.CONFLICT, "version",
					"somebody changed it meanwhile; look at what it is now, and change that");
		}
		return known;
	}

}
