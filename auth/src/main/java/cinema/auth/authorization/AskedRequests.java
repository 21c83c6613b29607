package cinema.auth.authorization;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;

/**
 * Where a browser was on its way to before it was asked who is there. It stands in a
 * cookie, and one that somebody has changed says nothing.
 */
final class AskedRequests extends CookieRequestCache {

	@Override
	public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
		try {
			return super.getRequest(request, response);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/** Takes it, once. */
	@Nullable URI take(HttpServletRequest request, HttpServletResponse response) {
		SavedRequest asked = getRequest(request, response);
		removeRequest(request, response);
		try {
			return (asked != null) ? URI.create(asked.getRedirectUrl()) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
