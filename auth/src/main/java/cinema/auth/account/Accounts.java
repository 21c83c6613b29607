package cinema.auth.account;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import cinema.auth.confirmation.Confirmations;
import cinema.auth.confirmation.LeftAddresses;
import cinema.auth.outbox.Outbox;
import cinema.auth.token.Families;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes accounts, each together with the event that tells of it. */
@Component
public class Accounts {

	private final UserRepository users;

	private final Confirmations confirmations;

	private final LeftAddresses left;

	private final Families families;

	private final Outbox outbox;

	private final Clock clock;

	Accounts(UserRepository users, Confirmations confirmations, LeftAddresses left, Families families, Outbox outbox,
			Clock clock) {
		this.users = users;
		this.confirmations = confirmations;
		this.left = left;
		this.families = families;
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
		this.outbox.announce("user_signed_up", user.id().toString(), user.id(),
				Map.of("email", user.email(), "confirm_link", link));
		return user;
	}

	/** Whether an address is somebody's, or may go back to somebody who left it. */
	public boolean isTaken(String email) {
		return this.users.existsByEmailKey(User.key(email)) || this.left.isKept(email);
	}

	private void insert(User user) {
		try {
			this.users.saveAndFlush(user);
		}
		catch (DataIntegrityViolationException taken) {
			throw new RefusedException(HttpStatus.CONFLICT, "email", "is taken");
		}
	}

	/**
	 * Changes a profile; a new password ends the other sessions and is announced.
	 * @param encoded the new password as it is stored, or null for none
	 * @param device the family of tokens of the device that asks, or null
	 */
	@Transactional
	User change(UUID id, ProfileChange change, @Nullable String encoded, @Nullable String device) {
		User user = find(id);
		user.change(change.firstName(), change.lastName(), change.timeZone(), change.locale(), change.phone(),
				change.emailNotifications());
		if (encoded != null) {
			changePassword(user, encoded, device);
		}
		return user;
	}

	private void changePassword(User user, String encoded, @Nullable String device) {
		user.changePassword(encoded);
		if (device != null) {
			this.families.endOthers(user.id(), UUID.fromString(device), "password changed");
		}
		else {
			this.families.endAll(user.id(), "password changed");
		}
		this.outbox.announce("user_changed_password_successfully", UUID.randomUUID().toString(), user.id(), Map.of());
	}

	/** Asks the new address whether it is the user's; until then the old one stays. */
	@Transactional
	void requestEmail(UUID id, EmailChange change) {
		User user = find(id);
		RefusedException.unless(!User.key(change.email()).equals(User.key(user.email())), "email", "is yours already");
		// Whether it is somebody else's is told by no answer; the link would not work
		// then.
		String link = this.confirmations.beginChange(id, change.email().strip());
		this.outbox.announce("user_requested_email_change", UUID.randomUUID().toString(), id,
				Map.of("email", change.email().strip(), "confirm_link", link));
	}

	User find(UUID id) {
		return this.users.findById(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.UNAUTHORIZED, "", "The user is gone."));
	}

}
