package cinema.auth.erasure;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Proof that it is the user who wants to be erased.
 *
 * @param password needed by everybody who has one
 */
record ErasureRequest(@Size(max = 128, message = "has more than 128 characters") @Nullable String password) {

	/** Without the password. */
	@Override
	public String toString() {
		return "ErasureRequest";
	}

}
