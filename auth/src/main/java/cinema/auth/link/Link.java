package cinema.auth.link;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A short link.
 *
 * @param link where people reach it
 * @param clicks how often it was followed
 */
record Link(@Schema(example = "Zk3xQ1b9LmN2p") String code,
		@Schema(example = "http://localhost:8081/s/Zk3xQ1b9LmN2p") String link, String target, Instant expiresAt,
		long clicks) {
}
