package cinema.auth.phone;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.account.Accounts;
import cinema.auth.account.Passwords;
import cinema.auth.account.User;
import cinema.auth.outbox.Outbox;
import cinema.platform.problem.RefusedException;
import cinema.platform.setting.Bounds;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Codes that only a message to a number carries. A code is of six digits, so it is kept
 * as a password is, works for two minutes, and ends with a handful of wrong ones.
 */
@Component
class PhoneCodes {

	/** For so long a message with a code is worth sending, too: see the catalogue. */
	static final Duration LIFE = Duration.ofSeconds(120);

	private static final SecureRandom RANDOM = new SecureRandom();

	/** Counted before it is compared: a burst of parallel tries gains nothing. */
	private static final String TRY = """
			update phone_codes set tries = tries + 1 where user_id = ? and expires_at > ? and tries < ? returning phone, hash
			""";

	private final JdbcClient jdbc;

	private final Accounts accounts;

	private final Passwords hashes;

	private final Outbox outbox;

	private final TransactionTemplate transactions;

	private final PhoneProperties properties;

	private final Clock clock;

	PhoneCodes(JdbcClient jdbc, Accounts accounts, Passwords hashes, Outbox outbox, TransactionTemplate transactions,
			PhoneProperties properties, Clock clock) {
		Bounds.require(!properties.confirmation() || outbox.seals(), "cinema.phone.confirmation",
				"false where cinema.seal.keys has no key, since codes would be plain in events", true);
		this.jdbc = jdbc;
		this.accounts = accounts;
		this.hashes = hashes;
		this.outbox = outbox;
		this.transactions = transactions;
		this.properties = properties;
		this.clock = clock;
	}

	/** Six digits and their form at rest, which takes a while to make. */
	NewCode create() {
		String code = String.format(Locale.ROOT, "%06d", RANDOM.nextInt(1_000_000));
		return new NewCode(code, this.hashes.encode(code));
	}

	/**
	 * Announces a code for the user's number; an earlier one is void.
	 * @param asked of what number
	 * @throws RefusedException when it is another by now, or none to be asked of
	 */
	@Transactional
	public void begin(UUID userId, @Nullable String password, String asked, NewCode code) {
		User user = this.accounts.lock(userId, password);
		if (!asked.equals(user.phone())) {
			throw new RefusedException(HttpStatus.CONFLICT, "phone", "is another by now");
		}
		this.jdbc.sql("""
				insert into phone_codes (user_id, phone, hash, expires_at) values (?, ?, ?, ?)
				on conflict (user_id) do update set phone = excluded.phone, hash = excluded.hash, tries = 0,
				       expires_at = excluded.expires_at
				""").params(userId, asked, code.hash(), now(LIFE)).update();
		this.outbox.announce("user_requested_phone_confirmation", UUID.randomUUID().toString(), userId,
				Map.of("phone", asked, "confirm_code", code.code(), "expires_in", LIFE.toSeconds()));
	}

	/**
	 * Confirms the number that a code was sent to, if it still is the user's.
	 * @return whether the code was right
	 */
	boolean confirm(UUID userId, String code) {
		Optional<Sent> sent = this.jdbc.sql(TRY)
			.params(userId, now(Duration.ZERO), this.properties.tries())
			.query(Sent.class)
			.optional();
		boolean right = this.hashes.matches(code, sent.map(Sent::hash).orElse(null));
		return right && sent.isPresent()
				&& Boolean.TRUE.equals(this.transactions.execute((open) -> confirmed(userId, sent.get())));
	}

	/**
	 * A code works once, and not when another was asked for meanwhile. Whoever leaves the
	 * number alone, since messages came back from it, is told.
	 */
	private boolean confirmed(UUID userId, Sent sent) {
		boolean confirmed = this.jdbc.sql("""
				with used as (delete from phone_codes where user_id = :user and hash = :hash returning phone)
				update users set confirmed_phone = used.phone from used
				 where users.id = :user and users.phone = used.phone and users.is_active
				""").param("user", userId).param("hash", sent.hash()).update() == 1;
		if (confirmed) {
			this.outbox.announce("user_confirmed_phone", UUID.randomUUID().toString(), userId,
					Map.of("phone", sent.phone()));
		}
		return confirmed;
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("phone_codes", "expires_at").delete(this.jdbc, this.clock.instant());
	}

	private Timestamp now(Duration plus) {
		return Timestamp.from(this.clock.instant().plus(plus));
	}

	/** A code, and its form at rest. */
	record NewCode(String code, String hash) {

		/** Without both. */
		@Override
		public String toString() {
			return "NewCode";
		}

	}

	/** What was sent, as it rests. */
	record Sent(String phone, String hash) {

		/** Without both. */
		@Override
		public String toString() {
			return "Sent";
		}

	}

}
