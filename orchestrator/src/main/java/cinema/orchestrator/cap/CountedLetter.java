package cinema.orchestrator.cap;

import java.util.UUID;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is in the journal, and not published yet.
 *
 * @param id of its posting
 * @param userId whom it is for, or the hash of the address where that alone is known;
 * null is nobody who counts
 * @param again whether it is a further attempt, which has the place of the first one as
 * long as that counts
 */
public record CountedLetter(UUID id, @Nullable String userId, Channel channel, boolean again) {

	/** Of a first attempt. */
	public CountedLetter(UUID id, @Nullable String userId, Channel channel) {
		this(id, userId, channel, false);
	}

}
