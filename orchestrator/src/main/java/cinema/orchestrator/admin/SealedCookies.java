package cinema.orchestrator.admin;

import java.util.List;
import java.util.Optional;

import cinema.platform.seal.Stamp;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * A session's id with a seal of ours: who reads the table of sessions cannot use one.
 */
class SealedCookies implements CookieSerializer {

	private final DefaultCookieSerializer cookies = new DefaultCookieSerializer();

	private final Stamp stamp;

	SealedCookies(String secret, boolean secure) {
		this.stamp = new Stamp("session", secret);
		this.cookies.setCookieName("cinema_admin");
		this.cookies.setCookiePath("/admin");
		this.cookies.setUseSecureCookie(secure);
		this.cookies.setUseHttpOnlyCookie(true);
		this.cookies.setSameSite("Lax");
	}

	@Override
	public void writeCookieValue(CookieValue value) {
		String id = value.getCookieValue();
		this.cookies.writeCookieValue(
				new CookieValue(value.getRequest(), value.getResponse(), id.isEmpty() ? id : this.stamp.put(id)));
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return this.cookies.readCookieValues(request).stream().map(this.stamp::read).flatMap(Optional::stream).toList();
	}

}
