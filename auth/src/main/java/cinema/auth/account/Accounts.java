package cinema.auth.account;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import cinema.auth.account.AccountController.EmailChange;
import cinema.auth.account.AccountController.ProfileChange;
import cinema.auth.account.AccountController.SignUpRequest;
import cinema.auth.confirmation.Confirmations;
import cinema.auth.confirmation.LeftAddresses;
import cinema.auth.field.Emails;
import cinema.auth.field.Hints;
import cinema.auth.field.KnownZone;
import cinema.auth.field.LanguageTag;
import cinema.auth.field.PersonName;
import cinema.auth.field.PhoneNumber;
import cinema.auth.foothold.Footholds;
import cinema.auth.outbox.Outbox;
import cinema.auth.preference.Preferences;
import cinema.auth.preference.Preferences.How;
import cinema.auth.role.Roles;
import cinema.auth.token.Families;
import cinema.platform.problem.RefusedException;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Changes accounts, each together with the event that tells of it. */
@Component
public class Accounts {

	private final UserRepository users;

	private final Confirmations confirmations;

	private final LeftAddresses left;

	private final Families families;

	private final Footholds footholds;

	private final Roles roles;

	private final Preferences preferences;

	private final Outbox outbox;

	private final Clock clock;

	Accounts(UserRepository users, Confirmations confirmations, LeftAddresses left, Families families,
			Footholds footholds, Roles roles, Preferences preferences, Outbox outbox, Clock clock) {
		this.preferences = preferences;
		this.users = users;
		this.confirmations = confirmations;
		this.left = left;
		this.families = families;
		this.footholds = footholds;
		this.roles = roles;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * Makes an account and announces {@code user_signed_up}.
	 * @param encoded the password as it is stored; encoding is slow, and no transaction
	 * should wait for it
	 */
	@Transactional
	User signUp(SignUpRequest request, Hints hints, String encoded) {
		User user = new User(request.email(), encoded, Objects.requireNonNullElse(hints.timeZone(), "Europe/Moscow"),
				Objects.requireNonNullElse(hints.locale(), "en"), this.clock.instant());
		user.change(request.firstName(), request.lastName(), null, null, hints.phone(), null);
		try {
			this.users.saveAndFlush(user);
		}
		catch (DataIntegrityViolationException taken) {
			throw new RefusedException(HttpStatus.CONFLICT, "email", "is taken");
		}
		String link = this.confirmations.begin(user.id(), user.email());
		this.outbox.announce("user_signed_up", user.id().toString(), user.id(),
				Map.of("email", user.email(), "confirm_link", link));
		return user;
	}

	/** Whether an address is somebody's, or may go back to somebody who left it. */
	public boolean isTaken(String email) {
		return this.users.findByEmailKey(User.key(email)).isPresent() || this.left.isKept(email);
	}

	/**
	 * Changes a profile; a new password ends what others may have of the account, and is
	 * announced.
	 * @param password the new one, or null for none
	 * @param device the family of tokens of the device that asks, or null
	 */
	@Transactional
	User change(UUID id, ProfileChange change, @Nullable ProvenPassword password, @Nullable String device) {
		User user = (password != null) ? lock(id, password.before()) : this.users.lock(id).orElseThrow(Accounts::gone);
		boolean wanted = user.wantsEmail();
		user.change(change.firstName(), change.lastName(), change.timeZone(), change.locale(), change.phone(),
				change.emailNotifications());
		this.preferences.noteLetters(id, wanted, user.wantsEmail(), How.REST);
		if (password != null) {
			changePassword(user, password.encoded(), device);
		}
		return user;
	}

	/**
	 * Nobody else changes the user until the transaction ends.
	 * @param proven the password that was right, as it was stored, or null for none; it
	 * may have been changed meanwhile, by a letter perhaps
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public User lock(UUID id, @Nullable String proven) {
		User user = this.users.lock(id).orElseThrow(Accounts::gone);
		RefusedException.unless(user.isActive() && Objects.equals(user.password(), proven), HttpStatus.CONFLICT,
				"current_password", "is another by now");
		return user;
	}

	private void changePassword(User user, String encoded, @Nullable String device) {
		user.changePassword(encoded);
		this.footholds.end(user.id(), (device != null) ? UUID.fromString(device) : null, "password changed");
		this.outbox.announce("user_changed_password_successfully", UUID.randomUUID().toString(), user.id(), Map.of());
	}

	/** What admins do to accounts; one that is deactivated is signed out everywhere. */
	@Transactional
	public void edit(UUID id, UserEdit edit) {
		User user = this.users.lock(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such user."));
		boolean wanted = user.wantsEmail();
		user.change(edit.firstName(), edit.lastName(), edit.timeZone(), edit.locale(), edit.phone(),
				edit.emailNotifications());
		this.preferences.noteLetters(id, wanted, user.wantsEmail(), How.STAFF);
		user.activate((edit.isActive() != null) ? edit.isActive() : user.isActive());
		if (Boolean.FALSE.equals(edit.isActive())) {
			this.roles.requireAdminBesides(id, "is_active");
			this.families.endAll(id, "deactivated");
		}
	}

	/**
	 * Asks the new address whether it is the user's; until then the old one stays.
	 * @param proven the password that was right, as it was stored, or null for none
	 */
	@Transactional
	void requestEmail(UUID id, EmailChange change, @Nullable String proven) {
		User user = lock(id, proven);
		StepUp.requireConfirmed(user);
		RefusedException.unless(!User.key(change.email()).equals(User.key(user.email())), "email", "is yours already");
		// Whether it is somebody else's is told by no answer; the link would not work
		// then.
		String email = Emails.written(change.email());
		String link = this.confirmations.beginChange(id, email);
		this.outbox.announce("user_requested_email_change", UUID.randomUUID().toString(), id,
				Map.of("email", email, "confirm_link", link));
	}

	/**
	 * Announces what somebody has done with their account, so that a letter tells them.
	 */
	@Transactional
	public void tell(String type, UUID userId, Map<String, Object> details) {
		this.outbox.announce(type, UUID.randomUUID().toString(), userId, details);
	}

	/** Whoever is signed in; the account may have gone in the meantime. */
	public User find(UUID id) {
		return this.users.findById(id).orElseThrow(Accounts::gone);
	}

	private static RefusedException gone() {
		return new RefusedException(HttpStatus.UNAUTHORIZED, "", "The user is gone.");
	}

	/**
	 * A new password of somebody who has proven the one before.
	 *
	 * @param before that one as it was stored, or null for none
	 * @param encoded the new one as it is to be stored
	 */
	record ProvenPassword(@Nullable String before, String encoded) {

		@Override
		public String toString() {
			return "ProvenPassword";
		}

	}

	/** What an admin changes of a user; what is left out stays. */
	public record UserEdit(
			@Size(max = 100) @Pattern(regexp = PersonName.ONE_LINE,
					message = "contains control characters") @Nullable String firstName,
			@Size(max = 100) @Pattern(regexp = PersonName.ONE_LINE,
					message = "contains control characters") @Nullable String lastName,
			@KnownZone @Nullable String timeZone,
			@Pattern(regexp = LanguageTag.ONE, message = LanguageTag.WANTED) @Nullable String locale,
			@PhoneNumber @Nullable String phone, @Nullable Boolean emailNotifications, @Nullable Boolean isActive) {
	}

	/** What a user sees of himself. */
	public record Profile(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
			String locale, @Nullable String phone, boolean isActive, boolean emailNotifications, boolean emailConfirmed,
			boolean phoneConfirmed) {

		public static Profile of(User user) {
			return new Profile(user.id(), user.email(), user.firstName(), user.lastName(), user.timeZone(),
					user.locale(), user.phone(), user.isActive(), user.wantsEmail(), user.isEmailConfirmed(),
					user.isPhoneConfirmed());
		}

	}

}
