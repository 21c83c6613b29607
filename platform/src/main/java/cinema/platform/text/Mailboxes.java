package cinema.platform.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses of email by the mailbox that they mean, however they are spelt. */
public final class Mailboxes {

	private Mailboxes() {
	}

	/**
	 * By what a mailbox is found: lower case, composed (NFC), the domain as the DNS is
	 * asked for it (UTS #46); what is no domain stays as it is.
	 */
	public static String key(String address) {
		String written = written(address);
		int at = written.lastIndexOf('@');
		return (at < 0) ? small(written) : small(written.substring(0, at)) + "@"
				+ ascii(written.substring(at + 1)).orElseGet(() -> small(written.substring(at + 1)));
	}

	/**
	 * An address in each form that programs write it in: as it is, with its domain in
	 * ASCII, and with its domain in its own script.
	 */
	public static Set<String> spellings(String address) {
		String written = written(address);
		int at = written.lastIndexOf('@');
		Set<String> spellings = new LinkedHashSet<>(Set.of(written));
		if (at >= 0) {
			ascii(written.substring(at + 1)).ifPresent((domain) -> {
				spellings.add(written.substring(0, at + 1) + domain);
				spellings.add(written.substring(0, at + 1) + Domains.unicode(domain));
			});
		}
		return spellings;
	}

	/** Without spaces around it, composed (NFC). */
	public static String written(String address) {
		return Normalizer.normalize(address.strip(), Normalizer.Form.NFC);
	}

	private static String small(String text) {
		return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
	}

	private static Optional<String> ascii(String domain) {
		try {
			return Optional.of(Domains.ascii(domain));
		}
		catch (IllegalArgumentException none) {
			return Optional.empty();
		}
	}

}
