package cinema.auth.recovery;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The code from the letter that warned of a change of address. */
record UndoRequest(@Schema(example = "yX2l0nJ5b8vZ3m1qR7tK9w4sD6fG0hJa") @NotBlank(message = "is missing") @Size(
		max = 200, message = "has more than 200 characters") String code) {

	/** Without the code. */
	@Override
	public String toString() {
		return "UndoRequest";
	}

}
