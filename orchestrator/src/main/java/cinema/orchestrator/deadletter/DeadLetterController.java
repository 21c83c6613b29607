package cinema.orchestrator.deadletter;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetter.State;
import cinema.orchestrator.deadletter.DeadLetterBox.Done;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Moments;
import cinema.platform.problem.RefusedException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters by REST. */
@RestController
class DeadLetterController {

	private static final String ALL = "/api/v1/dead-letters";

	private static final String ONE = ALL + "/{id}";

	private final DeadLetterBox box;

	DeadLetterController(DeadLetterBox box) {
		this.box = box;
	}

	@GetMapping(ALL)
	public DeadLetterList list(@RequestParam(required = false) @Nullable String source,
			@RequestParam(required = false) @Nullable String origin,
			@RequestParam(required = false) @Nullable String reason,
			@RequestParam(name = "event_type", required = false) @Nullable String eventType,
			@RequestParam(required = false) @Nullable String state,
			@RequestParam(required = false) @Nullable String from, @RequestParam(required = false) @Nullable String to,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		DeadLetterFilter filter = filter(new Selection(source, origin, reason, eventType, from, to, null),
				one("state", State.class, state));
		List<DeadLetter> found = this.box.list(filter, Cursor.read(cursor), limit + 1);
		return new DeadLetterList(found.subList(0, Math.min(limit, found.size())),
				Cursor.next(found, limit, (last) -> new Cursor(last.diedAt(), last.id().toString())));
	}

	@GetMapping(ALL + "/groups")
	public DeadLetterGroups groups() {
		return new DeadLetterGroups(this.box.groups());
	}

	@GetMapping(ONE)
	public DeadLetter show(@PathVariable UUID id) {
		return this.box.find(id);
	}

	@PostMapping(ONE + "/replay")
	public DeadLetter replay(@PathVariable UUID id) {
		this.box.replay(id);
		return this.box.find(id);
	}

	@PostMapping(ONE + "/discard")
	public DeadLetter discard(@PathVariable UUID id) {
		this.box.discard(id);
		return this.box.find(id);
	}

	@PostMapping(path = ALL + "/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
	public Done replayMany(@RequestBody Selection selection) {
		return this.box.replay(meant(selection));
	}

	@PostMapping(path = ALL + "/discard", consumes = MediaType.APPLICATION_JSON_VALUE)
	public Done discardMany(@RequestBody Selection selection) {
		return this.box.discard(meant(selection));
	}

	/** Nothing at all is more often a mistake than a wish. */
	private static DeadLetterFilter meant(Selection selection) {
		boolean all = Boolean.TRUE.equals(selection.all());
		RefusedException.unless(all != selection.isNarrow(), "all",
				all ? "cannot be given together with what narrows it" : "has to be true when nothing narrows it");
		return filter(selection, State.WAITING);
	}

	private static DeadLetterFilter filter(Selection selection, @Nullable State state) {
		text("origin", selection.origin());
		text("reason", selection.reason());
		text("event_type", selection.eventType());
		Instant from = Moments.readParameter("from", selection.from());
		Instant to = Moments.readParameter("to", selection.to());
		RefusedException.unless(from == null || to == null || from.isBefore(to), "to", "has to lie after from");
		return new DeadLetterFilter(one("source", Source.class, selection.source()), selection.origin(),
				selection.reason(), selection.eventType(), state, from, to);
	}

	private static void text(String field, @Nullable String text) {
		RefusedException.unless(text == null || text.matches("[ -~]{1,250}"), field,
				"has to be 1 to 250 printable characters");
	}

	private static <E extends Enum<E>> @Nullable E one(String field, Class<E> type, @Nullable String text) {
		List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
		RefusedException.unless(text == null || names.contains(text), field,
				"has to be one of " + String.join(", ", names));
		return (text != null) ? Enum.valueOf(type, text) : null;
	}

	/**
	 * One page of dead letters, the newest first.
	 *
	 * @param next where the next page is, or null when this is the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record DeadLetterList(List<DeadLetter> items, @Nullable String next) {
	}

	/** Those that wait, by reason. */
	record DeadLetterGroups(List<DeadLetterGroup> items) {
	}

	/**
	 * Which of those that wait are meant.
	 *
	 * @param all true for each of them; needed when nothing narrows it
	 */
	@Schema(name = "DeadLetterSelection")
	record Selection(@Nullable String source, @Nullable String origin, @Nullable String reason,
			@Nullable String eventType, @Nullable String from, @Nullable String to, @Nullable Boolean all) {

		boolean isNarrow() {
			return this.source != null || this.origin != null || this.reason != null || this.eventType != null
					|| this.from != null || this.to != null;
		}

	}

}
