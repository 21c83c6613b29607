package cinema.orchestrator.cap;

import java.util.UUID;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A letter that is in the journal, and not published yet.
 *
 * @param id of its posting
 * @param userId whom it is for, or null where an address alone is known: nobody counts
 * those
 */
public record CountedLetter(UUID id, @Nullable String userId, Channel channel) {
}
