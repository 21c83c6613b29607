package cinema.worker.email;

import java.util.regex.Pattern;

import cinema.platform.text.Domains;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/**
 * One address for the envelope (RFC 5321, 4.1.2): exactly one, no route, no group, no
 * control characters.
 */
final class EmailAddress {

	private static final Pattern DOMAIN = Pattern
		.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", Pattern.CASE_INSENSITIVE);

	private static final Pattern LOCAL = Pattern
		.compile("[^\\x00-\\x20\\x7f-\\x9f\"(),:;<>@\\[\\\\\\]\\u2000-\\u200f\\u2028-\\u202f\\u760a\\u760d]{1,64}");

	private EmailAddress() {
	}

	/**
	 * Reads an address; a domain in national letters becomes its ASCII form (RFC 5891).
	 * @throws AddressException says what is wrong without repeating the address
	 */
	static InternetAddress parse(String address) throws AddressException {
		int at = address.lastIndexOf('@');
		String local = (at > 0) ? address.substring(0, at) : "";
		if (!LOCAL.matcher(local).matches() || local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
			throw new AddressException("the address has no valid local part");
		}
		String domain = ascii(address.substring(at + 1));
		if (domain.length() > 253 || !DOMAIN.matcher(domain).matches()) {
			throw new AddressException("the address has no valid domain");
		}
		InternetAddress parsed = new InternetAddress();
		parsed.setAddress(local + "@" + domain);
		return parsed;
	}

	/** Whether the server has to offer SMTPUTF8 (RFC 6531) for it. */
	static boolean needsUtf8(InternetAddress address) {
		return address.getAddress().chars().anyMatch((one) -> one > 0x7e);
	}

	private static String ascii(String domain) throws AddressException {
		try {
			return Domains.ascii(domain);
		}
		catch (IllegalArgumentException ex) {
			throw new AddressException("the address has no valid domain: " + ex.getMessage());
		}
	}

}
