package cinema.auth.signin;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Who wants in. */
record SignInRequest(
		@Schema(example = "ann@example.com") @NotBlank(message = "is missing") @Size(max = 254,
				message = "has more than 254 characters") @Pattern(regexp = "[^\\p{Cntrl}]*",
						message = "contains control characters") String email,
		@Schema(example = "correct horse") @NotNull(message = "is missing") @Size(max = 128,
				message = "has more than 128 characters") String password) {

	/** Without the password. */
	@Override
	public String toString() {
		return "SignInRequest";
	}

}
