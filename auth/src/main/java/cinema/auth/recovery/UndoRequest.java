package cinema.auth.recovery;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The code from the letter that warned of a change of address. */
record UndoRequest(
		@NotBlank(message = "is missing") @Size(max = 200, message = "has more than 200 characters") String code) {

	/** Without the code. */
	@Override
	public String toString() {
		return "UndoRequest";
	}

}
