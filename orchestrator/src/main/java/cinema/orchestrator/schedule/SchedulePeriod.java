package cinema.orchestrator.schedule;

import java.time.Instant;

import cinema.platform.parameter.Moments;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * From when and until when a schedule fires.
 *
 * @param from the first moment at which it may, or null when it may at once
 * @param until the last one, or null when it has no end
 */
record SchedulePeriod(@Nullable Instant from, @Nullable Instant until) {

	static SchedulePeriod read(ObjectNode body) {
		SchedulePeriod term = new SchedulePeriod(read(body, "from"), read(body, "until"));
		RefusedException.unless(term.from == null || term.until == null || !term.until.isBefore(term.from), "until",
				"has to be at or after from");
		return term;
	}

	private static @Nullable Instant read(ObjectNode body, String field) {
		JsonNode value = body.path(field);
		return (value.isMissingNode() || value.isNull()) ? null
				: moment(field, value.isString() ? value.asString() : "");
	}

	static Instant moment(String field, @Nullable String text) {
		return Moments.read(field, (text != null) ? text.strip() : null, Moments.LAST);
	}

	/** How many times it fires in a span, within its term, counted up to a limit. */
	int firings(WallClock clock, Instant start, Instant end, int limit) {
		Instant last = (this.until != null && this.until.isBefore(end)) ? this.until : end;
		return clock.firings(after(start), last, limit);
	}

	/** From when on it may fire that is ordered now. */
	Instant after(Instant now) {
		return (this.from != null && this.from.isAfter(now)) ? this.from : now;
	}

}
