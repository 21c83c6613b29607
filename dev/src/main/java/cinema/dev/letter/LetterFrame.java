package cinema.dev.letter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The html of a letter as a document that can do nothing but open links in new tabs. */
public final class LetterFrame {

	private static final String LINKS_ONLY = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
			+ "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; img-src ";

	private static final Pattern DOCTYPE = Pattern.compile("(?is)\\A\\s*(?:<!--.*?-->\\s*)*<!doctype[^>]*>");

	private static final String NEW_TAB = "<base target=\"_blank\">";

	private LetterFrame() {
	}

	/** Behind the doctype, without which a letter would look different. */
	public static String html(StoredLetter letter) {
		Matcher doctype = DOCTYPE.matcher(letter.html());
		int at = doctype.find() ? doctype.end() : 0;
		return letter.html().substring(0, at) + NEW_TAB + letter.html().substring(at);
	}

	/** Pictures of elsewhere tell their sender that the letter was opened. */
	public static String policy(boolean pictures) {
		return LINKS_ONLY + (pictures ? "http: https: data:" : "data:");
	}

}
