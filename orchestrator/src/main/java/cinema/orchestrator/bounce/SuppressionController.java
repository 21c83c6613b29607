package cinema.orchestrator.bounce;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.orchestrator.staff.Reason;
import cinema.orchestrator.suppression.Suppression;
import cinema.orchestrator.suppression.SuppressionFilter;
import cinema.orchestrator.suppression.Suppressions;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.BounceKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Addresses that are left alone, by REST. */
@RestController
class SuppressionController {

	private static final String ALL = "/api/v1/suppressions";

	private final Suppressions suppressions;

	SuppressionController(Suppressions suppressions) {
		this.suppressions = suppressions;
	}

	@GetMapping(ALL)
	public SuppressionList list(@RequestParam(required = false) @Nullable String kind,
			@RequestParam(name = "user_id", required = false) @Nullable String userId,
			@RequestParam(defaultValue = "false") boolean all, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		RefusedException.unless(userId == null || userId.matches("[ -~]{1,250}"), "user_id",
				"has to be 1 to 250 printable characters");
		List<Suppression> found = this.suppressions.list(new SuppressionFilter(kind(kind), userId, all),
				Cursor.read(cursor), limit + 1);
		return new SuppressionList(found.subList(0, Math.min(limit, found.size())),
				Cursor.next(found, limit, (last) -> new Cursor(last.since(), last.id().toString())));
	}

	private static @Nullable BounceKind kind(@Nullable String name) {
		List<String> names = Suppressions.kinds().stream().map(Enum::name).toList();
		RefusedException.unless(name == null || names.contains(name.toUpperCase(Locale.ROOT)), "kind",
				"has to be one of " + String.join(", ", names));
		return (name != null) ? BounceKind.valueOf(name.toUpperCase(Locale.ROOT)) : null;
	}

	@GetMapping(ALL + "/{id}")
	public Suppression show(@PathVariable UUID id) {
		return this.suppressions.find(id);
	}

	@PostMapping(path = ALL + "/{id}/lift", consumes = MediaType.APPLICATION_JSON_VALUE)
	public Suppression lift(@PathVariable UUID id, @RequestBody Lift lift) {
		return this.suppressions.lift(id, Reason.require("reason", lift.reason()));
	}

	/**
	 * One page of them, the newest first.
	 *
	 * @param next where the next page is, or null when this is the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record SuppressionList(List<Suppression> items, @Nullable String next) {
	}

	/**
	 * Why it is lifted.
	 *
	 * @param reason one line, or null
	 */
	record Lift(@Nullable String reason) {
	}

}
