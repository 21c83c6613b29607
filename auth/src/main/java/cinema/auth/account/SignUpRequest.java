package cinema.auth.account;

import cinema.auth.field.Emails;
import cinema.auth.field.KnownZone;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a new user says of himself. */
record SignUpRequest(
		@NotBlank(message = "is missing") @Size(max = 254, message = "has more than 254 characters") @Email(
				regexp = Emails.ONE, message = "has to be one e-mail address") String email,
		@NotNull(message = "is missing") @Size(min = 8, max = 128,
				message = "has to have 8 to 128 characters") String password,
		@Size(max = 100, message = "has more than 100 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
				message = "contains control characters") @Nullable String firstName,
		@Size(max = 100, message = "has more than 100 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
				message = "contains control characters") @Nullable String lastName,
		@KnownZone @Nullable String timeZone, @Pattern(regexp = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$",
				message = "has to be a language tag, for example en or ru-RU") @Nullable String locale) {

	/** Without the password. */
	@Override
	public String toString() {
		return "SignUpRequest";
	}

}
