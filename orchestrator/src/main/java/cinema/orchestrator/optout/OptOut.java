package cinema.orchestrator.optout;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's no.
 *
 * @param topic or null for everything that can be left
 * @param how {@code one-click}, {@code page}, {@code rest} or {@code staff}, as auth says
 * it
 * @param at when they said it
 */
public record OptOut(@Nullable String topic, String channel, String how, Instant at) {
}
