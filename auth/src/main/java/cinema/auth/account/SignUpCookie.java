package cinema.auth.account;

import cinema.auth.confirmation.ConfirmationProperties;
import cinema.auth.token.TokenProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * By what a browser is known that has signed somebody up, for as long as the link of the
 * letter works; sent to the page behind that link alone.
 */
@Component
public class SignUpCookie {

	private static final String COOKIE = "cinema_signup";

	private static final int LONGEST = 100;

	private final ConfirmationProperties confirmation;

	private final boolean secure;

	SignUpCookie(ConfirmationProperties confirmation, TokenProperties tokens) {
		this.confirmation = confirmation;
		this.secure = tokens.issuer().startsWith("https:");
	}

	/** What the browser was given when it signed up, or null. */
	public @Nullable String read(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		return (cookie != null && cookie.getValue().length() <= LONGEST) ? cookie.getValue() : null;
	}

	void keep(String secret, HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, secret)
					.path("/confirm-email")
					.httpOnly(true)
					.secure(this.secure)
					.sameSite("Lax")
					.maxAge(this.confirmation.life())
					.build()
					.toString());
	}

}
