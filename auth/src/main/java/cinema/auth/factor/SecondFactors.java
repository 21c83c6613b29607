package cinema.auth.factor;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.auth.foothold.Footholds;
import cinema.auth.token.Secrets;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has a second factor, and which of its codes are good: each once, and a recovery
 * code in place of any.
 */
@Component
class SecondFactors {

	private static final int RECOVERY_CODES = 10;

	private final JdbcClient jdbc;

	private final Authenticator authenticator;

	private final Footholds footholds;

	private final Clock clock;

	SecondFactors(JdbcClient jdbc, Authenticator authenticator, Footholds footholds, Clock clock) {
		this.footholds = footholds;
		this.jdbc = jdbc;
		this.authenticator = authenticator;
		this.clock = clock;
	}

	/** Whether a sign-in of the user needs a code. */
	boolean isOn(UUID userId) {
		return find(userId).filter((one) -> one.confirmedAt() != null).isPresent();
	}

	/** Keeps a secret, which is none until a code of it was shown. */
	void begin(UUID userId, byte[] secret) {
		this.jdbc
			.sql("""
					insert into second_factors (user_id, secret, sealed_by, last_step) values (?, ?, ?, 0)
					on conflict (user_id) do update set secret = excluded.secret, sealed_by = excluded.sealed_by, last_step = 0
					 where second_factors.confirmed_at is null
					""")
			.params(userId, this.authenticator.seal(secret), this.authenticator.key())
			.update();
	}

	/**
	 * Turns it on by its first code; the answer has the recovery codes, or nothing. Who
	 * came in without a code is signed out, and the device that asks has just shown one.
	 * @param family the family of tokens of that device, or null for none
	 */
	@Transactional
	Optional<List<String>> confirm(UUID userId, String code, @Nullable UUID family) {
		this.footholds.lock(userId);
		Row row = find(userId).filter((one) -> one.confirmedAt() == null).orElse(null);
		if (row == null || !takeStep(userId, plain(code), row)) {
			return Optional.empty();
		}
		this.jdbc.sql("update second_factors set confirmed_at = ? where user_id = ?")
			.params(Timestamp.from(this.clock.instant()), userId)
			.update();
		List<String> codes = Stream.generate(this.authenticator::createRecoveryCode).limit(RECOVERY_CODES).toList();
		codes.forEach((one) -> this.jdbc.sql("insert into recovery_codes (user_id, hash) values (?, ?)")
			.params(userId, Secrets.hash(plain(one)))
			.update());
		this.footholds.end(userId, family, "second factor set up");
		return Optional.of(codes);
	}

	/** Takes a code, which is good for nothing any more. */
	@Transactional
	boolean take(UUID userId, String code) {
		Row row = find(userId).filter((one) -> one.confirmedAt() != null).orElse(null);
		return row != null && (takeStep(userId, plain(code), row) || takeRecovery(userId, plain(code)));
	}

	/** Of two that come at once with one code, one is let in. */
	private boolean takeStep(UUID userId, String code, Row row) {
		OptionalLong step = this.authenticator.stepOf(code, row.secret(), this.clock.instant());
		return step.isPresent()
				&& this.jdbc.sql("update second_factors set last_step = ? where user_id = ? and last_step < ?")
					.params(step.getAsLong(), userId, step.getAsLong())
					.update() == 1;
	}

	private boolean takeRecovery(UUID userId, String code) {
		return this.jdbc.sql("delete from recovery_codes where user_id = ? and hash = ?")
			.params(userId, Secrets.hash(code))
			.update() == 1;
	}

	/** Turns it off; false when there was none. */
	boolean remove(UUID userId) {
		return this.jdbc.sql("delete from second_factors where user_id = ?").param(userId).update() == 1;
	}

	/**
	 * Seals by the present key what another one has sealed, so that the other one can be
	 * taken away; tells how many are left.
	 */
	@Scheduled(fixedDelayString = "PT10M")
	int sealAnew() {
		if (!this.authenticator.isReady()) {
			return 0;
		}
		List<Sealed> others = this.jdbc
			.sql("select user_id, secret from second_factors where sealed_by is distinct from ?")
			.param(this.authenticator.key())
			.query(Sealed.class)
			.list();
		return others.size() - others.stream().mapToInt(this::sealAnew).sum();
	}

	private int sealAnew(Sealed one) {
		return this.authenticator.sealAnew(one.secret())
			.map((anew) -> this.jdbc
				.sql("update second_factors set secret = ?, sealed_by = ? where user_id = ? and secret = ?")
				.params(anew, this.authenticator.key(), one.userId(), one.secret())
				.update())
			.orElse(0);
	}

	/** How many recovery codes are left. */
	int recoveryCodes(UUID userId) {
		return this.jdbc.sql("select count(*) from recovery_codes where user_id = ?")
			.param(userId)
			.query(Integer.class)
			.single();
	}

	/** However people write it. */
	private static String plain(String code) {
		return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
	}

	private Optional<Row> find(UUID userId) {
		return this.jdbc.sql("select secret, confirmed_at from second_factors where user_id = ?")
			.param(userId)
			.query(Row.class)
			.optional();
	}

	record Sealed(UUID userId, String secret) {
	}

	record Row(String secret, @Nullable Timestamp confirmedAt) {
	}

}
