package cinema.auth.link;

import java.time.Instant;

/**
 * A short link.
 *
 * @param link where people reach it
 * @param clicks how often it was followed
 */
record Link(String code, String link, String target, Instant expiresAt, long clicks) {
}
