package cinema.auth.signin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Who wants in. */
record SignInRequest(
		@NotBlank(message = "is missing") @Size(max = 254, message = "has more than 254 characters") @Pattern(
				regexp = "^[^\\x00-\\x1f\\x7f]*$", message = "contains control characters") String email,
		@NotNull(message = "is missing") @Size(max = 128, message = "has more than 128 characters") String password) {

	/** Without the password. */
	@Override
	public String toString() {
		return "SignInRequest";
	}

}
