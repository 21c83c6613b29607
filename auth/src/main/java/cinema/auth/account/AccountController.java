package cinema.auth.account;

import java.util.List;
import java.util.UUID;

import cinema.auth.account.Accounts.ProvenPassword;
import cinema.auth.account.Accounts.Profile;
import cinema.auth.field.Emails;
import cinema.auth.field.Hints;
import cinema.auth.field.KnownZone;
import cinema.auth.field.LanguageTag;
import cinema.auth.field.PersonName;
import cinema.auth.field.PhoneNumber;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people do with their own account. */
@RestController
class AccountController {

	private final Accounts accounts;

	private final Passwords passwords;

	private final StepUp stepUp;

	private final Throttle throttle;

	private final AddressProperties addresses;

	AccountController(Accounts accounts, Passwords passwords, StepUp stepUp, Throttle throttle,
			AddressProperties addresses) {
		this.accounts = accounts;
		this.passwords = passwords;
		this.stepUp = stepUp;
		this.throttle = throttle;
		this.addresses = addresses;
	}

	/** Whoever makes accounts, or asks which are there, does so only so fast. */
	@PostMapping({ "/api/v1/signup", "/api/v1/signup/" })
	@ResponseStatus(HttpStatus.CREATED)
	SignUpAnswer signUp(@Valid @RequestBody SignUpRequest request, HttpServletRequest http,
			HttpServletResponse answer) {
		requireReachable(request.email());
		Turn turn = this.throttle.take(Limit.SIGNUP_ADDRESS, Caller.of(http).network());
		turn.require();
		turn.describe(answer::setHeader);
		RefusedException.unless(!this.accounts.isTaken(request.email()), HttpStatus.CONFLICT, "email", "is taken");
		Hints hints = Hints.of(request.timeZone(), request.locale(), request.phone());
		User user = this.accounts.signUp(request, hints, this.passwords.encode(request.password()));
		return SignUpAnswer.of(user, hints.ignored());
	}

	/** Else the letter that confirms it would never arrive. */
	private void requireReachable(String email) {
		RefusedException.unless(Emails.hasDomain(email), "email", "has a domain that cannot be");
		RefusedException.unless(this.addresses.national() || !Emails.isNational(Emails.written(email)), "email",
				"has to be of Latin letters without accents before the @: our mail server reaches no other");
	}

	@GetMapping({ "/api/v1/profile", "/api/v1/profile/" })
	Profile profile(@AuthenticationPrincipal Jwt token) {
		return Profile.of(this.accounts.find(UUID.fromString(token.getSubject())));
	}

	@PatchMapping({ "/api/v1/profile", "/api/v1/profile/" })
	Profile change(@AuthenticationPrincipal Jwt token, @Valid @RequestBody ProfileChange change) {
		UUID id = UUID.fromString(token.getSubject());
		ProvenPassword password = null;
		if (change.password() != null) {
			User user = this.accounts.find(id);
			this.stepUp.require(user, token, change.currentPassword(), "current_password");
			password = new ProvenPassword(user.password(), this.passwords.encode(change.password()));
		}
		return Profile.of(this.accounts.change(id, change, password, token.getClaimAsString("sid")));
	}

	/** The answer comes by letter, to the new address. */
	@PostMapping({ "/api/v1/profile/email", "/api/v1/profile/email/" })
	@ResponseStatus(HttpStatus.ACCEPTED)
	void requestEmail(@AuthenticationPrincipal Jwt token, @Valid @RequestBody EmailChange change) {
		requireReachable(change.email());
		UUID id = UUID.fromString(token.getSubject());
		User user = this.accounts.find(id);
		this.stepUp.require(user, token, change.currentPassword(), "current_password");
		StepUp.requireConfirmed(user);
		this.throttle.take(Limit.LETTER_ACCOUNT, id.toString()).require();
		this.throttle.take(Limit.LETTER_ACCOUNT, User.key(change.email())).require();
		this.accounts.requestEmail(id, change, user.password());
	}

	/** What a new user says of himself; zone, locale and phone are hints only. */
	record SignUpRequest(@NotBlank @Size(max = 254) @Email(regexp = Emails.ONE) String email,
			@NotNull @Size(min = 8, max = 128, message = "has to have 8 to 128 characters") String password,
			@Size(max = 100) @Pattern(regexp = PersonName.ONE_LINE,
					message = "contains control characters") @Nullable String firstName,
			@Size(max = 100) @Pattern(regexp = PersonName.ONE_LINE,
					message = "contains control characters") @Nullable String lastName,
			@Nullable String timeZone, @Nullable String locale, @Nullable String phone) {

		@Override
		public String toString() {
			return "SignUpRequest";
		}

	}

	/**
	 * A new account.
	 *
	 * @param ignored what could not be used of what the user said, by its names
	 */
	record SignUpAnswer(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
			String locale, @Nullable String phone, boolean isActive, boolean emailNotifications, boolean emailConfirmed,
			boolean phoneConfirmed, List<String> ignored) {

		static SignUpAnswer of(User user, List<String> ignored) {
			Profile all = Profile.of(user);
			return new SignUpAnswer(all.id(), all.email(), all.firstName(), all.lastName(), all.timeZone(),
					all.locale(), all.phone(), all.isActive(), all.emailNotifications(), all.emailConfirmed(),
					all.phoneConfirmed(), ignored);
		}

	}

	/** What a user changes; what is left out stays. */
	record ProfileChange(@Null(message = "cannot be changed here") @Nullable String email,
			@Size(min = 8, max = 128, message = "has to have 8 to 128 characters") @Nullable String password,
			@Size(max = 128) @Nullable String currentPassword,
			@Size(max = 100) @Pattern(regexp = PersonName.ONE_LINE,
					message = "contains control characters") @Nullable String firstName,
			@Size(max = 100) @Pattern(regexp = PersonName.ONE_LINE,
					message = "contains control characters") @Nullable String lastName,
			@KnownZone @Nullable String timeZone,
			@Pattern(regexp = LanguageTag.ONE, message = LanguageTag.WANTED) @Nullable String locale,
			@PhoneNumber @Nullable String phone, @Nullable Boolean emailNotifications) {

		@Override
		public String toString() {
			return "ProfileChange";
		}

	}

	/** The address that a user wants to have, and proof that it is he who wants it. */
	record EmailChange(@NotBlank @Size(max = 254) @Email(regexp = Emails.ONE) String email,
			@Size(max = 128) @Nullable String currentPassword) {

		@Override
		public String toString() {
			return "EmailChange";
		}

	}

}
