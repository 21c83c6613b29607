package cinema.auth.recovery;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The way on for whoever has the address back.
 *
 * @param resetCode what sets a new password: the old one is void, because a thief knows
 * it
 */
record UndoAnswer(@Schema(example = "yX2l0nJ5b8vZ3m1qR7tK9w4sD6fG0hJa") String resetCode) {

	/** Without the code. */
	@Override
	public String toString() {
		return "UndoAnswer";
	}

}
