package cinema.orchestrator.schedule;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import cinema.orchestrator.staff.Reason;
import cinema.platform.audit.Actor;
import cinema.platform.problem.RefusedException;
import io.swagger.v3.oas.annotations.Parameter;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.ScheduleBackfill;
import io.temporal.client.schedules.ScheduleHandle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders recurring mailings, shows them, and holds them by the reins. */
@RestController
@RequestMapping("/api/v1/mailing-schedules")
class ScheduleController {

	private static final String ONE = "/{id}";

	private final Schedules schedules;

	private final OrderedSchedules ordered;

	ScheduleController(Schedules schedules, OrderedSchedules ordered) {
		this.schedules = schedules;
		this.ordered = ordered;
	}

	@PostMapping
	public ResponseEntity<ScheduleView> create(@Parameter(hidden = true) @RequestBody ObjectNode body) {
		ScheduleOrder order = this.ordered.read(body);
		this.schedules.create(order, body);
		return ResponseEntity.created(URI.create("/api/v1/mailing-schedules/" + order.id()))
			.body(this.schedules.show(order.id()));
	}

	@GetMapping
	public List<ScheduleView> list() {
		return this.schedules.list();
	}

	@GetMapping(ONE)
	public ScheduleView show(@PathVariable String id) {
		return this.schedules.show(id);
	}

	@PutMapping(ONE)
	public ScheduleView replace(@PathVariable String id, @Parameter(hidden = true) @RequestBody ObjectNode body) {
		RefusedException.unless(!body.hasNonNull("id") || id.equals(body.path("id").asString("")), "id",
				"has to be that of the path, or left out");
		body.put("id", id);
		this.schedules.replace(this.ordered.read(body), body);
		return this.schedules.show(id);
	}

	@PostMapping(ONE + "/pause")
	public ScheduleView pause(@PathVariable String id, @RequestBody(required = false) @Nullable Note note) {
		String reason = text(note);
		return told(id, "paused", reason, (handle) -> handle.pause(words("paused", reason)));
	}

	@PostMapping(ONE + "/resume")
	public ScheduleView resume(@PathVariable String id, @RequestBody(required = false) @Nullable Note note) {
		String reason = text(note);
		return told(id, "resumed", reason, (handle) -> handle.unpause(words("resumed", reason)));
	}

	@PostMapping(ONE + "/run")
	public ScheduleView run(@PathVariable String id) {
		return told(id, "run", null,
				(handle) -> handle.trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL));
	}

	@PostMapping(ONE + "/backfill")
	public ScheduleView backfill(@PathVariable String id, @RequestBody Span span) {
		Instant from = SchedulePeriod.moment("from", span.from());
		Instant to = SchedulePeriod.moment("to", span.to());
		ScheduleOverlapPolicy overlap = ScheduleOrder.overlap((span.overlap() != null) ? span.overlap() : "buffer_all");
		int firings = this.schedules.firings(id, from, to);
		// Temporal leaves out the first moment of a span itself.
		ScheduleBackfill backfill = new ScheduleBackfill(from.minusMillis(1), to, overlap);
		return told(id, "backfilled", from + " to " + to, (handle) -> handle.backfill(List.of(backfill)))
			.backfilling(firings);
	}

	@DeleteMapping(ONE)
	public ResponseEntity<Void> delete(@PathVariable String id) {
		this.schedules.tell(id, "deleted", null, ScheduleHandle::delete);
		return ResponseEntity.noContent().build();
	}

	private ScheduleView told(String id, String what, @Nullable String reason, Consumer<ScheduleHandle> word) {
		this.schedules.tell(id, what, reason, word);
		return this.schedules.show(id);
	}

	/** For the Temporal web UI too. */
	private static String words(String what, @Nullable String reason) {
		return what + " by " + Actor.now().name() + ((reason != null) ? ": " + reason : "");
	}

	private static @Nullable String text(@Nullable Note note) {
		return Reason.require("note", (note != null) ? note.note() : null);
	}

	/** Why, in plain words. */
	record Note(@Nullable String note) {
	}

	/**
	 * A span of time.
	 *
	 * @param overlap what happens while the one before is still on its way
	 */
	record Span(@Nullable String from, @Nullable String to, @Nullable String overlap) {
	}

}
