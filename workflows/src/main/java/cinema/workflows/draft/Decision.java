package cinema.workflows.draft;

import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a draft.
 *
 * @param revision the one that they saw
 * @param by a service or a user, by name or id
 * @param reason why, in plain words, or null
 */
public record Decision(int revision, String by, @Nullable String reason) {
}
