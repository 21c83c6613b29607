package cinema.auth.token;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A refresh token that is to be renewed. */
record RefreshRequest(@Schema(example = "yX2l0nJ5b8vZ3m1qR7tK9w4sD6fG0hJa") @NotBlank(message = "is missing") @Size(
		max = 200, message = "has more than 200 characters") String refreshToken) {

	/** Without the token. */
	@Override
	public String toString() {
		return "RefreshRequest";
	}

}
