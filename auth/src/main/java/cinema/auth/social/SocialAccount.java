package cinema.auth.social;

import java.time.Instant;

/** An account elsewhere that is linked to a user. */
public record SocialAccount(String service, String email, Instant linkedAt) {
}
