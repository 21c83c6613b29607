package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One wait of a posting for a moment, as the journal keeps it.
 *
 * @param until the moment
 * @param reason until when and why, in plain words
 * @param at when that was decided
 */
public record JournalHold(Instant until, String reason, Instant at) {

	/** As the journal's column has it; null is none. */
	static String write(@Nullable JournalHold hold) {
		return (hold != null) ? JsonMapper.shared().writeValueAsString(List.of(hold)) : "[]";
	}

	/** Whoever decides twice decides the same. */
	boolean isLike(JournalHold other) {
		return this.until.equals(other.until) && this.reason.equals(other.reason);
	}

}
