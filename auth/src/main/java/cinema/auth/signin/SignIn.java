package cinema.auth.signin;

import java.time.Instant;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One sign-in.
 *
 * @param address the network address
 * @param device the user agent as it called itself
 * @param way {@code password}, {@code browser} or {@code social:<service>}
 */
record SignIn(UUID id, Instant at, String address, String device, @Schema(example = "password") String way,
		boolean newDevice) {
}
