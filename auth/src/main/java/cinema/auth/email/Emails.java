package cinema.auth.email;

/** What counts as one e-mail address (RFC 5321, without quoted local parts). */
public final class Emails {

	/**
	 * One local part, one domain of two labels or more, nothing that could end a header
	 * or begin a list.
	 */
	public static final String ONE = "^(?!\\.)(?!.*\\.\\.)[^\\x00-\\x20\\x7f@,;:<>()\\[\\]\"\\\\]{1,64}(?<!\\.)@"
			+ "[^\\x00-\\x20\\x7f@,;:<>()\\[\\]\"\\\\._-][^\\x00-\\x20\\x7f@,;:<>()\\[\\]\"\\\\]*\\.[^\\x00-\\x20\\x7f@,;:<>()\\[\\]\"\\\\.]{2,}$";

	private Emails() {
	}

}
