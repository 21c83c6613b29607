package cinema.auth.account;

/** What counts as one e-mail address (RFC 5321, without quoted local parts). */
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

}
