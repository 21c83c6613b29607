package cinema.auth.account;

import cinema.auth.field.Emails;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The address that a user wants to have, and proof that it is he who wants it. */
record EmailChange(
		@NotBlank(message = "is missing") @Size(max = 254, message = "has more than 254 characters") @Email(
				regexp = Emails.ONE, message = "has to be one e-mail address") String email,
		@Size(max = 128, message = "has more than 128 characters") @Nullable String currentPassword) {

	/** Without the password. */
	@Override
	public String toString() {
		return "EmailChange";
	}

}
