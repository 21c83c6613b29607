package cinema.auth.token;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refresh tokens: opaque, and hashed at rest. */
@Component
public class RefreshTokens {

	private final JdbcClient jdbc;

	RefreshTokens(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	String create(UUID userId, Instant expiresAt) {
		String secret = Secrets.create();
		this.jdbc.sql("insert into refresh_tokens (hash, user_id, expires_at) values (?, ?, ?)")
			.param(Secrets.hash(secret))
			.param(userId)
			.param(Timestamp.from(expiresAt))
			.update();
		return secret;
	}

	/** Ends every session of a user. */
	public void revokeAll(UUID userId) {
		this.jdbc.sql("delete from refresh_tokens where user_id = ?").param(userId).update();
	}

}
