package cinema.workflows.digest;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When a digest is to be looked at again.
 *
 * @param until the moment, or null when nothing is collected
 * @param timeZone of the receiver, by whose clock people read the moment
 */
public record DigestTurn(@Nullable Instant until, String timeZone) {
}
