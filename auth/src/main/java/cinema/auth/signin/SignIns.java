package cinema.auth.signin;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import cinema.auth.account.Passwords;
import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Checks who somebody is by address and password. */
@Component
public class SignIns {

	private final UserRepository users;

	private final Passwords passwords;

	private final KnownDevices devices;

	private final Throttle throttle;

	private final JdbcClient jdbc;

	SignIns(UserRepository users, Passwords passwords, KnownDevices devices, Throttle throttle, JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.users = users;
		this.passwords = passwords;
		this.devices = devices;
		this.throttle = throttle;
	}

	/**
	 * Same answer, same work and same waits for an unknown user and a wrong password. A
	 * right password has to wait as well, but not for what others guess when the device
	 * is known.
	 * @param deviceSecret what the device was told when it signed in before, or null
	 */
	public Attempt check(String email, String password, @Nullable String deviceSecret, Caller caller) {
		String key = User.key(email);
		UUID device = this.devices.find(deviceSecret, key).orElse(null);
		if (device != null) {
			return compare(Limit.SIGNIN_DEVICE, device.toString(), key, password);
		}
		Turn fromAddress = this.throttle.take(Limit.SIGNIN_ADDRESS, caller.network());
		if (!fromAddress.granted()) {
			return new Attempt(null, fromAddress, null);
		}
		try {
			Attempt attempt = compare(Limit.SIGNIN_ACCOUNT, key, key, password);
			if (attempt.userId() != null) {
				this.throttle.giveBack(Limit.SIGNIN_ADDRESS, caller.network());
			}
			return attempt;
		}
		catch (RefusedException busy) {
			this.throttle.giveBack(Limit.SIGNIN_ADDRESS, caller.network());
			throw busy;
		}
	}

	private Attempt compare(Limit limit, String who, String key, String password) {
		Turn turn = this.throttle.take(limit, who);
		if (!turn.granted()) {
			return new Attempt(null, turn, null);
		}
		User user = this.users.findByEmailKey(key).orElse(null);
		if (!isRight(password, user, limit, who) || user == null || !user.isActive()) {
			return new Attempt(null, turn, null);
		}
		this.throttle.forgive(limit, who);
		return new Attempt(user.id(), turn, strengthened(user, password));
	}

	/**
	 * The form at rest, by today's numbers unless somebody has changed the password
	 * since.
	 */
	private @Nullable String strengthened(User user, String password) {
		String known = user.password();
		if (known == null || !this.passwords.isOutdated(known)) {
			return known;
		}
		String stronger = this.passwords.encode(password);
		int changed = this.jdbc.sql("update users set password = ? where id = ? and password = ?")
			.params(stronger, user.id(), known)
			.update();
		return (changed == 1) ? stronger : present(user, password, known);
	}

	/** Another one who signed in has perhaps just done the same. */
	private String present(User user, String password, String known) {
		return this.jdbc.sql("select password from users where id = ? and password is not null")
			.param(user.id())
			.query(String.class)
			.optional()
			.filter((now) -> this.passwords.matches(password, now))
			.orElse(known);
	}

	/**
	 * Begins what a right password is good for, unless the password was changed or the
	 * account closed since it was compared: who resets a password is alone afterwards.
	 * @return nothing then
	 */
	@Transactional
	public <T> Optional<T> enter(Attempt attempt, Function<UUID, T> session) {
		return this.jdbc.sql("select id from users where id = ? and password = ? and is_active for no key update")
			.params(Arrays.asList(attempt.userId(), attempt.compared()))
			.query(UUID.class)
			.optional()
			.map(session);
	}

	/** What nobody had the time to compare was no try. */
	private boolean isRight(String password, @Nullable User user, Limit limit, String who) {
		try {
			return this.passwords.matches(password, (user != null) ? user.password() : null);
		}
		catch (RefusedException busy) {
			this.throttle.giveBack(limit, who);
			throw busy;
		}
	}

	/**
	 * What came of it.
	 *
	 * @param userId who it is, or null when it is nobody whom we know, or too early
	 * @param turn not granted when it was too early to try again
	 * @param compared how the password rests that was right, or null
	 */
	public record Attempt(@Nullable UUID userId, Turn turn, @Nullable String compared) {

		@Override
		public String toString() {
			return "Attempt[" + this.userId + "]";
		}

	}

}
