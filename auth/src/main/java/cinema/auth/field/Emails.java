package cinema.auth.field;

import cinema.platform.text.Domains;
import cinema.platform.text.Mailboxes;

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
		return Mailboxes.written(email);
	}

	/** By what a mailbox is found, however it is spelt. */
	public static String key(String email) {
		return Mailboxes.key(email);
	}

	/** Whether its domain is one that the DNS could know. */
	public static boolean hasDomain(String email) {
		try {
			return !Domains.ascii(written(email).replaceFirst(".*@", "")).isEmpty();
		}
		catch (IllegalArgumentException none) {
			return false;
		}
	}

}
