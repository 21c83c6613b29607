package cinema.platform.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sealed text that says so itself: {@code sealed:<key>:<base64url>}. */
public record SealedText(Seals seals) {

	private static final Pattern SEALED = Pattern.compile("sealed:([^:]+):([A-Za-z0-9_-]+)");

	/** The text itself when there is no key. */
	public String seal(String plain, String about) {
		return this.seals.isOn() ? "sealed:" + this.seals.current() + ":"
				+ Base64.getUrlEncoder()
					.withoutPadding()
					.encodeToString(this.seals.seal(plain.getBytes(StandardCharsets.UTF_8), about))
				: plain;
	}

	/**
	 * A text as it was before, also one that nobody sealed.
	 * @throws Seals.UnopenedException when it is sealed and stays so
	 */
	public String open(String text, String about) {
		Matcher sealed = SEALED.matcher(text);
		return sealed.matches()
				? new String(this.seals.open(sealed.group(1), Base64.getUrlDecoder().decode(sealed.group(2)), about),
						StandardCharsets.UTF_8)
				: text;
	}

}
