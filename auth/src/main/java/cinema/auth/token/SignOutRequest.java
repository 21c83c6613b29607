package cinema.auth.token;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What is to end.
 *
 * @param allDevices whether every device is signed out, and not only this one
 * @param refreshToken a token of the device; without one it is the device of the access
 * token
 */
record SignOutRequest(@Nullable Boolean allDevices,
		@Size(max = 200, message = "has more than 200 characters") @Nullable String refreshToken) {

	/** Without the token. */
	@Override
	public String toString() {
		return "SignOutRequest";
	}

}
