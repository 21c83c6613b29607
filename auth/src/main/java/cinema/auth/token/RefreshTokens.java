package cinema.auth.token;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Refresh tokens: opaque, hashed at rest, good for one use. A second use within the grace
 * gets the same child again, because its answer may have been lost; a later one ends the
 * family, because somebody else holds the token (RFC 9700, 4.14.2).
 */
@Component
class RefreshTokens {

	private static final Logger logger = LoggerFactory.getLogger(RefreshTokens.class);

	private final JdbcClient jdbc;

	private final Families families;

	private final TokenProperties properties;

	private final Clock clock;

	RefreshTokens(JdbcClient jdbc, Families families, TokenProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.families = families;
		this.properties = properties;
		this.clock = clock;
	}

	String first(UUID familyId) {
		String secret = Secrets.create();
		Instant familyEnd = this.jdbc.sql("select expires_at from families where id = ?")
			.param(familyId)
			.query(Timestamp.class)
			.single()
			.toInstant();
		insert(secret, familyId, familyEnd);
		return secret;
	}

	/** Takes a token for its child; empty when it is worth nothing. */
	@Transactional
	Optional<Renewal> rotate(String secret) {
		Instant now = this.clock.instant();
		Row row = this.jdbc.sql("""
				select t.family_id, f.user_id, t.used_at, t.child, f.expires_at as family_end
				  from refresh_tokens t join families f on f.id = t.family_id join users u on u.id = f.user_id
				 where t.hash = ? and t.expires_at > ? and f.ended_at is null and f.expires_at > ? and u.is_active
				   for update of t
				""")
			.params(Secrets.hash(secret), Timestamp.from(now), Timestamp.from(now))
			.query(Row.class)
			.optional()
			.orElse(null);
		if (row == null) {
			return Optional.empty();
		}
		if (row.usedAt() == null || row.child() == null) {
			return Optional.of(new Renewal(row.familyId(), row.userId(), replace(secret, row, now)));
		}
		if (row.usedAt().toInstant().plus(this.properties.reuseGrace()).isAfter(now)) {
			return Optional.of(new Renewal(row.familyId(), row.userId(), SealedChild.open(secret, row.child())));
		}
		logger.warn("A refresh token of user {} came a second time: its family {} is ended", row.userId(),
				row.familyId());
		this.families.end(row.familyId(), "reuse");
		return Optional.empty();
	}

	private String replace(String secret, Row row, Instant now) {
		String child = Secrets.create();
		insert(child, row.familyId(), row.familyEnd().toInstant());
		this.jdbc.sql("update refresh_tokens set used_at = ?, child = ? where hash = ?")
			.params(Timestamp.from(now), SealedChild.seal(secret, child), Secrets.hash(secret))
			.update();
		return child;
	}

	/** Ends when it was not used for long, and with its family at the latest. */
	private void insert(String secret, UUID familyId, Instant familyEnd) {
		Instant idle = this.clock.instant().plus(this.properties.refreshLifetime());
		this.jdbc.sql("insert into refresh_tokens (hash, family_id, expires_at) values (?, ?, ?)")
			.params(Secrets.hash(secret), familyId, Timestamp.from(idle.isBefore(familyEnd) ? idle : familyEnd))
			.update();
	}

	/** The family of a token, however old it is. */
	Optional<UUID> familyOf(String secret, UUID userId) {
		return this.jdbc
			.sql("""
					select f.id from refresh_tokens t join families f on f.id = t.family_id where t.hash = ? and f.user_id = ?
					""")
			.params(Secrets.hash(secret), userId)
			.query(UUID.class)
			.optional();
	}

	record Row(UUID familyId, UUID userId, @Nullable Timestamp usedAt, @Nullable String child, Timestamp familyEnd) {
	}

	record Renewal(UUID familyId, UUID userId, String secret) {

		/** Without the token. */
		@Override
		public String toString() {
			return "Renewal[" + this.familyId + "]";
		}

	}

}
