package cinema.worker.email;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With what letters are signed (DKIM, RFC 6376); where the mail server signs them, none
 * of these is given.
 *
 * @param domain whose key it is, that of the sender's address or one above it
 * @param selector under which name the public half stands there in the DNS
 * @param privateKey an RSA key as PKCS#8, in PEM or its base64 alone
 * @param keys further ones by any name, for senders' addresses of other domains
 */
@ConfigurationProperties(prefix = "cinema.dkim", ignoreUnknownFields = false)
record DkimProperties(@Nullable String domain, @Nullable String selector, @Nullable String privateKey,
		@DefaultValue Map<String, DkimKey> keys) {

	private static final String DOMAIN = "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+";

	DkimProperties {
		check("cinema.dkim", new DkimKey(domain, selector, privateKey));
		keys.forEach((name, one) -> {
			Bounds.require(one.isGiven(), "cinema.dkim.keys." + name, "a domain, a selector and a private-key", name);
			check("cinema.dkim.keys." + name, one);
		});
	}

	private static void check(String setting, DkimKey one) {
		if (one.isGiven()) {
			Bounds.require(one.domain() != null && one.domain().matches(DOMAIN), setting + ".domain",
					"a domain like cinema.example, as there is another of " + setting, String.valueOf(one.domain()));
			Bounds.require(one.selector() != null && one.selector().matches("[A-Za-z0-9._-]+"), setting + ".selector",
					"a name like 2026a, as there is another of " + setting, String.valueOf(one.selector()));
			key(setting, one.privateKey());
		}
	}

	/** All with which letters are signed. */
	List<Signature> signatures() {
		return Stream
			.concat(Stream.of(new DkimKey(this.domain, this.selector, this.privateKey)), this.keys.values().stream())
			.filter(DkimKey::isGiven)
			.map((one) -> new Signature(String.valueOf(one.domain()).toLowerCase(Locale.ROOT),
					String.valueOf(one.selector()), key("cinema.dkim", one.privateKey())))
			.toList();
	}

	/** What is wrong with it is said without quoting it. */
	private static RSAPrivateKey key(String setting, @Nullable String text) {
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
		throw new IllegalArgumentException(setting
				+ ".private-key has to be an RSA key of 1024 bits or more as PKCS#8, for example of openssl genpkey"
				+ " -algorithm RSA");
	}

	@Override
	public String toString() {
		return "DkimProperties[" + this.domain + ", " + this.selector + ", " + this.keys.keySet() + "]";
	}

	/**
	 * The key of one domain.
	 *
	 * @param domain whose key it is, that of a sender's address or one above it
	 * @param selector under which name the public half stands there in the DNS
	 * @param privateKey an RSA key as PKCS#8, in PEM or its base64 alone
	 */
	record DkimKey(@Nullable String domain, @Nullable String selector, @Nullable String privateKey) {

		private boolean isGiven() {
			return Stream.of(this.domain, this.selector, this.privateKey)
				.anyMatch((one) -> one != null && !one.isBlank());
		}

		@Override
		public String toString() {
			return "DkimKey[" + this.domain + ", " + this.selector + "]";
		}

	}

	/** With what letters of a domain, in small letters, are signed. */
	record Signature(String domain, String selector, RSAPrivateKey key) {

		/** For a domain itself, and for those below it. */
		boolean isFor(String host) {
			return host.equals(this.domain) || host.endsWith("." + this.domain);
		}

		@Override
		public String toString() {
			return "Signature[" + this.domain + ", " + this.selector + "]";
		}

	}

}
