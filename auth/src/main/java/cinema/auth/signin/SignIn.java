package cinema.auth.signin;

import java.time.Instant;
import java.util.UUID;

/**
 * One sign-in.
 *
 * @param address the network address
 * @param device the user agent as it called itself
 * @param way {@code password}, {@code browser} or {@code social:<service>}
 */
record SignIn(UUID id, Instant at, String address, String device, String way, boolean newDevice) {
}
