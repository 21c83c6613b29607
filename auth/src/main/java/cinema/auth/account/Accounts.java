package cinema.auth.account;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import cinema.auth.confirmation.Confirmations;
import cinema.auth.outbox.Outbox;
import cinema.auth.problem.RefusedException;
import cinema.auth.token.RefreshTokens;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes accounts, each together with the event that tells of it. */
@Component
class Accounts {

	private final UserRepository users;

	private final PasswordEncoder passwords;

	private final Confirmations confirmations;

	private final RefreshTokens refreshTokens;

	private final Outbox outbox;

	private final Clock clock;

	Accounts(UserRepository users, PasswordEncoder passwords, Confirmations confirmations, RefreshTokens refreshTokens,
			Outbox outbox, Clock clock) {
		this.users = users;
		this.passwords = passwords;
		this.confirmations = confirmations;
		this.refreshTokens = refreshTokens;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * Makes an account and announces {@code user_signed_up}.
	 * @param encoded the password as it is stored; encoding is slow, and no transaction
	 * should wait for it
	 */
	@Transactional
	User signUp(SignUpRequest request, String encoded) {
		User user = new User(request.email(), encoded,
				(request.timeZone() != null) ? request.timeZone() : "Europe/Moscow",
				(request.locale() != null) ? request.locale() : "en", this.clock.instant());
		user.rename(request.firstName(), request.lastName());
		insert(user);
		String link = this.confirmations.begin(user.id(), user.email());
		this.outbox.announce("user_signed_up", user.id().toString(),
				Map.of("user_id", user.id().toString(), "email", user.email(), "confirm_link", link));
		return user;
	}

	private void insert(User user) {
		try {
			this.users.saveAndFlush(user);
		}
		catch (DataIntegrityViolationException taken) {
			throw new RefusedException(HttpStatus.CONFLICT, "email", "is taken");
		}
	}

	/** Changes a profile; a new password ends all other sessions and is announced. */
	@Transactional
	User change(UUID id, ProfileChange change) {
		User user = this.users.findById(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.UNAUTHORIZED, "", "The user is gone."));
		user.rename(change.firstName(), change.lastName());
		user.settle(change.timeZone(), change.locale(), change.emailNotifications());
		if (change.password() != null) {
			changePassword(user, change);
		}
		return user;
	}

	private void changePassword(User user, ProfileChange change) {
		String current = change.currentPassword();
		if (current != null && !this.passwords.matches(current, user.password())) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "current_password", "is wrong");
		}
		user.changePassword(this.passwords.encode(change.password()));
		this.refreshTokens.revokeAll(user.id());
		this.outbox.announce("user_changed_password_successfully", UUID.randomUUID().toString(),
				Map.of("user_id", user.id().toString()));
	}

}
