package cinema.worker.email;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * With what letters are signed (DKIM, RFC 6376); where the mail server signs them, none
 * of these is given.
 *
 * @param domain whose key it is, that of the sender's address or one above it
 * @param selector under which name the public half stands there in the DNS
 * @param privateKey an RSA key as PKCS#8, in PEM or its base64 alone
 */
@ConfigurationProperties(prefix = "cinema.dkim", ignoreUnknownFields = false)
record DkimProperties(@Nullable String domain, @Nullable String selector, @Nullable String privateKey) {

	private static final String DOMAIN = "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";

	DkimProperties {
		if (isGiven(privateKey) || isGiven(domain) || isGiven(selector)) {
			Bounds.require(domain != null && domain.matches(DOMAIN), "cinema.dkim.domain",
					"a domain like cinema.example, as there is another of cinema.dkim", String.valueOf(domain));
			Bounds.require(selector != null && selector.matches("[A-Za-z0-9._-]+"), "cinema.dkim.selector",
					"a name like 2026a, as there is another of cinema.dkim", String.valueOf(selector));
			key(privateKey);
		}
	}

	private static boolean isGiven(@Nullable String value) {
		return value != null && !value.isBlank();
	}

	/** The key, or null when nothing is signed. */
	@Nullable RSAPrivateKey key() {
		return isGiven(this.privateKey) ? key(this.privateKey) : null;
	}

	/** What is wrong with it is said without quoting it. */
	private static RSAPrivateKey key(@Nullable String text) {
		String base64 = String.valueOf(text).replaceAll("-----[^-]+-----|\\s", "");
		try {
			byte[] bytes = Base64.getDecoder().decode(base64);
			if (KeyFactory.getInstance("RSA")
				.generatePrivate(new PKCS8EncodedKeySpec(bytes)) instanceof RSAPrivateKey key
					&& key.getModulus().bitLength() >= 1024) {
				return key;
			}
		}
		catch (GeneralSecurityException | IllegalArgumentException ex) {
			// They quote the key.
		}
		throw new IllegalArgumentException(
				"cinema.dkim.private-key has to be an RSA key of 1024 bits or more as PKCS#8, for example of openssl genpkey"
						+ " -algorithm RSA");
	}

	/** Without the key. */
	@Override
	public String toString() {
		return "DkimProperties[" + this.domain + ", " + this.selector + "]";
	}

}
