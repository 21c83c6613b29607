package cinema.auth.recovery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** To whom a letter shall go, if he is one of ours. */
record LetterRequest(
		@NotBlank(message = "is missing") @Size(max = 254, message = "has more than 254 characters") @Pattern(
				regexp = "^[^\\x00-\\x1f\\x7f]*$", message = "contains control characters") String email) {

	/** Without the address. */
	@Override
	public String toString() {
		return "LetterRequest";
	}

}
