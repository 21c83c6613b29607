package cinema.auth.recovery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A new password, and the code from the letter. */
record NewPassword(
		@NotBlank(message = "is missing") @Size(max = 200, message = "has more than 200 characters") String code,
		@NotNull(message = "is missing") @Size(min = 8, max = 128,
				message = "has to have 8 to 128 characters") String password) {

	/** Without either. */
	@Override
	public String toString() {
		return "NewPassword";
	}

}
