package cinema.orchestrator.schedule;

import java.net.URI;
import java.util.List;

import io.swagger.v3.oas.annotations.Parameter;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders of recurring mailings by REST. */
@RestController
@RequestMapping("/api/v1/mailing-schedules")
class ScheduleController {

	private static final String ONE = "/{id}";

	private final ScheduleDesk desk;

	ScheduleController(ScheduleDesk desk) {
		this.desk = desk;
	}

	@PostMapping
	public ResponseEntity<ScheduleView> create(@Parameter(hidden = true) @RequestBody ObjectNode body) {
		ScheduleView created = this.desk.create(body);
		return ResponseEntity.created(URI.create("/api/v1/mailing-schedules/" + created.id())).body(created);
	}

	@GetMapping
	public List<ScheduleView> list() {
		return this.desk.list();
	}

	@GetMapping(ONE)
	public ScheduleView show(@PathVariable String id) {
		return this.desk.show(id);
	}

	@PutMapping(ONE)
	public ScheduleView replace(@PathVariable String id, @RequestParam(required = false) @Nullable String version,
			@Parameter(hidden = true) @RequestBody ObjectNode body) {
		return this.desk.replace(id, version, body);
	}

	@PostMapping(ONE + "/pause")
	public ScheduleView pause(@PathVariable String id, @RequestBody(required = false) @Nullable Note note) {
		return this.desk.pause(id, (note != null) ? note.note() : null);
	}

	@PostMapping(ONE + "/resume")
	public ScheduleView resume(@PathVariable String id, @RequestBody(required = false) @Nullable Note note) {
		return this.desk.resume(id, (note != null) ? note.note() : null);
	}

	@PostMapping(ONE + "/run")
	public ScheduleView run(@PathVariable String id) {
		return this.desk.run(id);
	}

	@PostMapping(ONE + "/backfill")
	public ScheduleView backfill(@PathVariable String id, @RequestBody Span span) {
		return this.desk.backfill(id, SchedulePeriod.moment("from", span.from()),
				SchedulePeriod.moment("to", span.to()),
				ScheduleOrder.overlap((span.overlap() != null) ? span.overlap() : "buffer_all"));
	}

	@DeleteMapping(ONE)
	public ResponseEntity<Void> delete(@PathVariable String id) {
		this.desk.delete(id);
		return ResponseEntity.noContent().build();
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
