package cinema.auth.account;

/** What counts as one e-mail address (RFC 5321, without quoted local parts). */
public final class Emails {

	/**
	 * One local part, one domain of two labels or more, nothing that could end a header
	 * or begin a list.
	 */
	public static final String ONE = "^(?!\\.)(?!.*\\.\\.)[^\\s@\\p{Cntrl},;:<>()\\[\\]\"\\\\]{1,64}(?<!\\.)@"
			+ "[^\\s@\\p{Cntrl},;:<>()\\[\\]\"\\\\._-][^\\s@\\p{Cntrl},;:<>()\\[\\]\"\\\\]*\\.[^\\s@\\p{Cntrl},;:<>()\\[\\]\"\\\\.]{2,}$";

	private Emails() {
	}

}
