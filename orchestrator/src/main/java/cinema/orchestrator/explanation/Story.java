package cinema.orchestrator.explanation;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of one posting, from the decision to the receipt.
 *
 * @param at when it began
 * @param summary the answer in one sentence
 * @param postingId null where there is none yet
 * @param state as the journal has it; null where it has none
 * @param heldUntil when it goes on, or null when it does not wait for a moment
 * @param toldIn type and id of the event by which the digest is told that it is part of,
 * with a slash between them; null where there is none
 * @param steps what happened, the oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Story(Instant at, Verdict verdict, String summary, String eventType, String eventId, String notice,
		@Nullable String topic, @Nullable String channel, @Nullable String postingId, @Nullable String state,
		@Nullable Instant heldUntil, @Nullable String timeZone, @Nullable String toldIn, List<Step> steps,
		Links links) {

	/**
	 * One thing that happened.
	 *
	 * @param text what and why, in plain words
	 */
	public record Step(Instant at, Kind kind, String text) {

		/** What kind of thing happened. */
		public enum Kind {

			DECIDED, HELD, DISPATCHED, ANSWERED, CHANGED, ENDED

		}

	}

}
