package cinema.auth.preference;

import java.util.UUID;

/** What a link of a letter is about: somebody, a topic and a channel. */
record Choice(UUID userId, String topic, String channel) {
}
