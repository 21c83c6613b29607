package cinema.auth.recovery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.confirmation.ConfirmationProperties;
import cinema.auth.confirmation.LeftAddresses;
import cinema.auth.foothold.Footholds;
import cinema.auth.outbox.Outbox;
import cinema.auth.page.Reader;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.token.Secrets;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes the code of a letter for a new password, once. */
@Component
class PasswordResets {

	private final JdbcClient jdbc;

	private final UserRepository users;

	private final LeftAddresses left;

	private final Footholds footholds;

	private final Throttle throttle;

	private final Outbox outbox;

	private final RecoveryProperties properties;

	private final ConfirmationProperties confirmation;

	private final Clock clock;

	PasswordResets(JdbcClient jdbc, UserRepository users, LeftAddresses left, Footholds footholds, Throttle throttle,
			Outbox outbox, RecoveryProperties properties, ConfirmationProperties confirmation, Clock clock) {
		this.left = left;
		this.confirmation = confirmation;
		this.jdbc = jdbc;
		this.users = users;
		this.footholds = footholds;
		this.throttle = throttle;
		this.outbox = outbox;
		this.properties = properties;
		this.clock = clock;
	}

	/** The code by which a user may set a password; an earlier one is void. */
	@Transactional
	public String begin(UUID userId) {
		String code = Secrets.create();
		this.jdbc.sql("delete from password_resets where user_id = ?").param(userId).update();
		this.jdbc.sql("insert into password_resets (hash, user_id, expires_at) values (?, ?, ?)")
			.params(Secrets.hash(code), userId, Timestamp.from(this.clock.instant().plus(this.properties.life())))
			.update();
		return code;
	}

	/** Whose password a code would change; takes nothing. */
	Optional<Reader> find(String code) {
		return this.jdbc.sql("""
				select u.email, u.locale from password_resets r join users u on u.id = r.user_id
				 where r.hash = ? and r.expires_at > ? and u.is_active
				""").params(Secrets.hash(code), Timestamp.from(this.clock.instant())).query(Reader.class).optional();
	}

	/**
	 * Sets the password and ends what others may have of the account; the letter has
	 * proven the address, too. False for a code that is wrong, old or used.
	 * @param encoded the password as it is stored
	 */
	@Transactional
	boolean reset(String code, String encoded) {
		UUID userId = this.jdbc.sql("delete from password_resets where hash = ? and expires_at > ? returning user_id")
			.params(Secrets.hash(code), Timestamp.from(this.clock.instant()))
			.query(UUID.class)
			.optional()
			.orElse(null);
		User user = (userId != null) ? this.users.lock(userId).orElse(null) : null;
		if (user == null || !user.isActive()) {
			return false;
		}
		if (user.isEmailConfirmed()) {
			takeBack(user);
		}
		else {
			handOver(user);
		}
		user.changePassword(encoded);
		this.throttle.forgive(Limit.SIGNIN_ACCOUNT, User.key(user.email()));
		this.outbox.announce("user_changed_password_successfully", UUID.randomUUID().toString(), user.id(), Map.of());
		return true;
	}

	/**
	 * Whoever gave the account this address lately may be somebody else than its owner,
	 * and have linked what they wanted before. A second factor that is older stays: an
	 * address and a reset would be a way around it.
	 */
	private void takeBack(User user) {
		this.footholds.endSince(user.id(), this.clock.instant().minus(this.confirmation.undoLife()), "password reset");
		if (this.left.isChanged(user.id())) {
			this.footholds.endLinks(user.id(), Instant.EPOCH);
		}
	}

	/** Whoever signed up by this address before may be somebody else. */
	private void handOver(User user) {
		this.footholds.endAll(user.id(), "password reset");
		user.handOver();
		user.confirmEmail();
		this.outbox.announce("user_confirmed_email", UUID.randomUUID().toString(), user.id(), Map.of());
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("password_resets", "expires_at").delete(this.jdbc, this.clock.instant());
	}

}
