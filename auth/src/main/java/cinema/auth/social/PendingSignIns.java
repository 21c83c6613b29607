package cinema.auth.social;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.token.Secrets;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** People who are at a provider just now; each comes back once, with the same browser. */
@Component
class PendingSignIns {

	private static final String OF_ONE = "state_hash = ? and service = ? and browser = ? and expires_at > ?";

	private final JdbcClient jdbc;

	private final SocialProperties properties;

	private final Clock clock;

	PendingSignIns(JdbcClient jdbc, SocialProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Remembers an attempt.
	 * @param browser a secret that only this browser has
	 * @param userId who wants to link the account, or null for a sign-in
	 */
	void begin(String service, String state, String nonce, String verifier, String browser, @Nullable UUID userId) {
		this.jdbc.sql("""
				insert into social_attempts (state_hash, service, nonce, verifier, browser, user_id, expires_at)
				values (?, ?, ?, ?, ?, ?, ?)
				""")
			.params(Secrets.hash(state), service, nonce, verifier, Secrets.hash(browser))
			.param(userId)
			.param(Timestamp.from(this.clock.instant().plus(this.properties.attemptLife())))
			.update();
	}

	/** The attempt of this browser, which comes to its end. */
	Optional<Attempt> end(String service, String state, String browser) {
		return one("delete from social_attempts where " + OF_ONE + " returning nonce, verifier, user_id", service,
				state, browser);
	}

	/** The attempt of this browser; changes nothing. */
	Optional<Attempt> find(String service, String state, String browser) {
		return one("select nonce, verifier, user_id from social_attempts where " + OF_ONE, service, state, browser);
	}

	private Optional<Attempt> one(String sql, String service, String state, String browser) {
		return this.jdbc.sql(sql)
			.params(Secrets.hash(state), service, Secrets.hash(browser), Timestamp.from(this.clock.instant()))
			.query(Attempt.class)
			.optional();
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("social_attempts", "expires_at").delete(this.jdbc, this.clock.instant());
	}

	record Attempt(String nonce, String verifier, @Nullable UUID userId) {
	}

}
