package cinema.auth.token;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

import cinema.auth.outbox.Outbox;
import cinema.auth.request.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
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

	private final Outbox outbox;

	private final TokenProperties properties;

	private final Clock clock;

	RefreshTokens(JdbcClient jdbc, Families families, Outbox outbox, TokenProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.families = families;
		this.outbox = outbox;
		this.properties = properties;
		this.clock = clock;
	}

	/** One that ends when it is not used for long, and with its family at the latest. */
	String create(UUID familyId) {
		String secret = Secrets.create();
		this.jdbc.sql("""
				insert into refresh_tokens (hash, family_id, expires_at)
				select ?, id, least(?, expires_at) from families where id = ?
				""")
			.params(Secrets.hash(secret), Timestamp.from(this.clock.instant().plus(this.properties.refreshLifetime())),
					familyId)
			.update();
		return secret;
	}

	/** Takes a token for its child; empty when it is worth nothing. */
	@Transactional
	Optional<Renewal> rotate(String secret) {
		Instant now = this.clock.instant();
		Row row = this.jdbc.sql("""
				select t.family_id, f.user_id, f.device, t.used_at, t.child
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
			return Optional.of(new Renewal(row.familyId(), row.userId(), child(secret, row, now)));
		}
		logger.warn("A refresh token of user {} came a second time: its family {} is ended", row.userId(),
				row.familyId());
		if (this.families.end(row.familyId(), "reuse")) {
			this.outbox.announce("user_reused_token", UUID.randomUUID().toString(), row.userId(),
					Map.of("device", new Caller("", row.device()).deviceName()));
		}
		return Optional.empty();
	}

	/** Another one where an earlier version has sealed the first in its own way. */
	private String child(String secret, Row row, Instant now) {
		try {
			byte[] child = seal(secret).decrypt(HexFormat.of().parseHex(String.valueOf(row.child())));
			return new String(child, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException | IllegalStateException sealedOtherwise) {
			return replace(secret, row, now);
		}
	}

	private String replace(String secret, Row row, Instant now) {
		String child = create(row.familyId());
		byte[] sealed = seal(secret).encrypt(child.getBytes(StandardCharsets.UTF_8));
		this.jdbc.sql("update refresh_tokens set used_at = ?, child = ? where hash = ?")
			.params(Timestamp.from(now), HexFormat.of().formatHex(sealed), Secrets.hash(secret))
			.update();
		return child;
	}

	/**
	 * A child token can be read by whoever holds its parent, and by nobody who merely
	 * reads the database.
	 */
	private static BytesEncryptor seal(String parent) {
		byte[] key = HexFormat.of().parseHex(Secrets.hash("seal:" + parent));
		return AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES")).build();
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

	record Row(UUID familyId, UUID userId, String device, @Nullable Timestamp usedAt, @Nullable String child) {
	}

	record Renewal(UUID familyId, UUID userId, String secret) {
	}

}
