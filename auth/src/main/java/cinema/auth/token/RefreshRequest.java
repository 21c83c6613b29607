package cinema.auth.token;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A refresh token that is to be renewed. */
record RefreshRequest(@NotBlank(message = "is missing") @Size(max = 200,
		message = "has more than 200 characters") String refreshToken) {

	/** Without the token. */
	@Override
	public String toString() {
		return "RefreshRequest";
	}

}
