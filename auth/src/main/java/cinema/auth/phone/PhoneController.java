package cinema.auth.phone;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import cinema.auth.account.Accounts;
import cinema.auth.account.StepUp;
import cinema.auth.account.User;
import cinema.auth.field.PhoneNumber;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets people prove that the number of their profile is theirs. */
@RestController
class PhoneController {

	private static final String ONE = "/api/v1/profile/phone-confirmation";

	/** So many digits at the end make a range of numbers. */
	private static final int RANGE = 4;

	private final PhoneCodes codes;

	private final Accounts accounts;

	private final Throttle throttle;

	private final PhoneProperties properties;

	PhoneController(PhoneCodes codes, Accounts accounts, Throttle throttle, PhoneProperties properties) {
		this.codes = codes;
		this.accounts = accounts;
		this.throttle = throttle;
		this.properties = properties;
	}

	/**
	 * Each message costs, so it is limited by person, by network, by number, and by the
	 * range of numbers: whoever earns by messages has many accounts and a range. What one
	 * of them refuses counts for none, so nobody is kept from their own number.
	 */
	@PostMapping({ ONE, ONE + "/" })
	@ResponseStatus(HttpStatus.ACCEPTED)
	CodeSent ask(@AuthenticationPrincipal Jwt token, HttpServletRequest http) {
		User user = this.accounts.find(UUID.fromString(token.getSubject()));
		String phone = user.phone();
		RefusedException.unless(this.properties.confirmation(), HttpStatus.CONFLICT, "",
				"Numbers are not confirmed here.");
		StepUp.requireConfirmed(user);
		if (phone == null) {
			throw new RefusedException(HttpStatus.CONFLICT, "phone", "is missing in the profile");
		}
		RefusedException.unless(PhoneNumber.Check.isMobile(phone), HttpStatus.CONFLICT, "phone",
				"is no number of a mobile telephone");
		this.throttle.requireAll(new TreeMap<>(
				Map.of(Limit.LETTER_ACCOUNT, "phone of " + user.id(), Limit.LETTER_ADDRESS, Caller.of(http).network(),
						Limit.PHONE_NUMBER, phone, Limit.PHONE_RANGE, phone.substring(0, phone.length() - RANGE))));
		this.codes.begin(user.id(), user.password(), phone, this.codes.create());
		return new CodeSent(PhoneCodes.LIFE.toSeconds());
	}

	@PostMapping({ ONE + "/confirm", ONE + "/confirm/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void confirm(@AuthenticationPrincipal Jwt token, @Valid @RequestBody PhoneCode request) {
		UUID id = UUID.fromString(token.getSubject());
		Turn turn = this.throttle.take(Limit.FACTOR_ACCOUNT, "phone of " + id);
		turn.require();
		RefusedException.unless(this.codes.confirm(id, request.code()), "code", "is wrong or too old");
		this.throttle.forgive(Limit.FACTOR_ACCOUNT, "phone of " + id);
	}

	/**
	 * A message is on its way.
	 *
	 * @param expiresIn for how many seconds its code works
	 */
	record CodeSent(long expiresIn) {
	}

	record PhoneCode(@NotBlank @Pattern(regexp = "\\s*\\d{6}\\s*", message = "has to be six digits") String code) {

		PhoneCode {
			code = (code != null) ? code.strip() : "";
		}

		@Override
		public String toString() {
			return "PhoneCode";
		}

	}

}
