package cinema.orchestrator.admin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * A session's id with a seal of ours: who reads the table of sessions cannot use one.
 */
class SealedCookies implements CookieSerializer {

	private static final String ALGORITHM = "HmacSHA256";

	private static final int SEAL = 64;

	private final DefaultCookieSerializer cookies = new DefaultCookieSerializer();

	private final SecretKeySpec key;

	SealedCookies(String secret, boolean secure) {
		this.key = new SecretKeySpec(("session " + secret).getBytes(StandardCharsets.UTF_8), ALGORITHM);
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
				new CookieValue(value.getRequest(), value.getResponse(), id.isEmpty() ? id : id + "." + seal(id)));
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return this.cookies.readCookieValues(request).stream().flatMap(this::opened).toList();
	}

	private Stream<String> opened(String value) {
		int dot = value.length() - SEAL - 1;
		if (dot < 1 || value.charAt(dot) != '.') {
			return Stream.empty();
		}
		String id = value.substring(0, dot);
		return isEqual(seal(id), value.substring(dot + 1)) ? Stream.of(id) : Stream.empty();
	}

	private static boolean isEqual(String one, String other) {
		return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

	private String seal(String id) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
