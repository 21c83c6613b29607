package cinema.auth.signin;

import java.util.UUID;

import cinema.auth.account.Passwords;
import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Checks who somebody is by address and password. */
@Component
public class SignIns {

	private final UserRepository users;

	private final Passwords passwords;

	private final Throttle throttle;

	SignIns(UserRepository users, Passwords passwords, Throttle throttle) {
		this.users = users;
		this.passwords = passwords;
		this.throttle = throttle;
	}

	/**
	 * Same answer, same work and same waits for an unknown user and a wrong password; a
	 * right password has to wait as well.
	 */
	public Attempt check(String email, String password, Caller caller) {
		Turn fromAddress = this.throttle.take(Limit.SIGNIN_ADDRESS, caller.network());
		if (!fromAddress.granted()) {
			return new Attempt(null, fromAddress);
		}
		String key = User.key(email);
		Turn turn = this.throttle.take(Limit.SIGNIN_ACCOUNT, key);
		if (!turn.granted()) {
			return new Attempt(null, turn);
		}
		User user = this.users.findByEmailKey(key).orElse(null);
		boolean right = this.passwords.matches(password, (user != null) ? user.password() : null);
		if (!right || user == null || !user.isActive()) {
			return new Attempt(null, turn);
		}
		this.throttle.forgive(Limit.SIGNIN_ACCOUNT, key);
		if (user.password() != null && this.passwords.isOutdated(user.password())) {
			user.changePassword(this.passwords.encode(password));
			this.users.save(user);
		}
		this.throttle.giveBack(Limit.SIGNIN_ADDRESS, caller.network());
		return new Attempt(user.id(), turn);
	}

	/**
	 * What came of it.
	 *
	 * @param userId who it is, or null when it is nobody whom we know, or too early
	 * @param turn not granted when it was too early to try again
	 */
	public record Attempt(@Nullable UUID userId, Turn turn) {
	}

}
