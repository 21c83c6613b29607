package cinema.auth.email;

import java.util.Locale;

/** The form of an address by which it is found: two spellings of one are one. */
public final class EmailKey {

	private EmailKey() {
	}

	/** Without spaces around it, in small letters. */
	public static String of(String email) {
		return email.strip().toLowerCase(Locale.ROOT);
	}

}
