package cinema.auth.authorization;

import java.time.Duration;
import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.auth.signin.KnownDevices;
import cinema.auth.token.TokenProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** By what a browser is known that has signed in before; sent to the form alone. */
@Component
class DeviceCookie {

	private static final String COOKIE = "cinema_device";

	/** As long as browsers keep any. */
	private static final long DAYS = 400;

	private static final int LONGEST = 100;

	private final KnownDevices devices;

	private final boolean secure;

	DeviceCookie(KnownDevices devices, TokenProperties tokens) {
		this.devices = devices;
		this.secure = tokens.issuer().startsWith("https:");
	}

	@Nullable String read(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		return (cookie != null && cookie.getValue().length() <= LONGEST) ? cookie.getValue() : null;
	}

	void keep(UUID userId, HttpServletRequest request, HttpServletResponse response) {
		String secret = this.devices.remember(userId, read(request), Caller.of(request));
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, secret)
					.path("/signin")
					.httpOnly(true)
					.secure(this.secure)
					.sameSite("Lax")
					.maxAge(Duration.ofDays(DAYS))
					.build()
					.toString());
	}

}
