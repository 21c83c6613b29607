package cinema.auth.field;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

import cinema.platform.text.Domains;

/**
 * What counts as one e-mail address (RFC 5321, without quoted local parts), and by which
 * form it is found.
 */
public final class Emails {

	/**
	 * One local part, one domain of two labels or more, nothing that could end a header
	 * or begin a list. Domains are of letters, digits and hyphens, in any script (RFC
	 * 6531).
	 */
	public static final String ONE = "^(?!\\.)(?!.*\\.\\.)[^\\x00-\\x20\\x7f@,;:<>()\\[\\]\"\\\\]{1,64}(?<!\\.)@"
			+ "[^\\x00-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f][^\\x00-\\x2c\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]*\\."
			+ "[^\\x00-\\x2c\\x2e\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]{2,}(?<!-)$";

	private Emails() {
	}

	/** Whether only a mail server that offers SMTPUTF8 (RFC 6531) takes letters to it. */
	public static boolean isNational(String email) {
		return email.substring(0, email.lastIndexOf('@')).chars().anyMatch((one) -> one > 0x7f);
	}

	/** As it is kept and written to: without spaces around it, composed (NFC). */
	public static String written(String email) {
		return Normalizer.normalize(email.strip(), Normalizer.Form.NFC);
	}

	/**
	 * By what a mailbox is found, however it is spelt: small letters, composed, the
	 * domain as the DNS is asked for it.
	 */
	public static String key(String email) {
		String written = written(email);
		int at = written.lastIndexOf('@');
		return (at < 0) ? small(written) : small(written.substring(0, at)) + "@"
				+ domain(written.substring(at + 1)).orElseGet(() -> small(written.substring(at + 1)));
	}

	/** Whether its domain is one that the DNS could know. */
	public static boolean hasDomain(String email) {
		return domain(written(email).replaceFirst(".*@", "")).isPresent();
	}

	private static Optional<String> domain(String domain) {
		try {
			return Optional.of(Domains.ascii(domain));
		}
		catch (IllegalArgumentException none) {
			return Optional.empty();
		}
	}

	private static String small(String text) {
		return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
	}

}
