package cinema.platform.text;

import com.ibm.icu.text.IDNA;

/** Names of domains in any script (IDNA 2008, by UTS #46 without transition). */
public final class Domains {

	private static final IDNA RULES = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.USE_STD3_RULES
			| IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ | IDNA.CHECK_CONTEXTO);

	private Domains() {
	}

	/**
	 * The one form of a domain that is asked of the DNS, in small ASCII, for example
	 * {@code xn--fa-hia.example}.
	 * @throws IllegalArgumentException says what is wrong without repeating the domain
	 */
	public static String ascii(String domain) {
		IDNA.Info info = new IDNA.Info();
		String ascii = RULES.nameToASCII(domain, new StringBuilder(), info).toString();
		if (info.hasErrors()) {
			throw new IllegalArgumentException("the domain cannot be: " + info.getErrors());
		}
		return ascii;
	}

	/** A domain of the DNS in its own script, for people. */
	static String unicode(String ascii) {
		return RULES.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString();
	}

}
