package cinema.orchestrator.receiver;

import java.util.regex.Pattern;

/**
 * E-mail addresses, as far as they can be judged without a mail server (RFC 5321,
 * 4.5.3.1).
 */
final class Address {

	/**
	 * One local part and one domain, and nothing that could end a header or begin a list.
	 */
	private static final Pattern POSSIBLE = Pattern.compile(
			"[^\\p{C}\\p{Z}@,;:<>()\\[\\]\\\\\"]{1,64}@[^\\p{C}\\p{Z}@,;:<>()\\[\\]\\\\\"._][^\\p{C}\\p{Z}@,;:<>()\\[\\]\\\\\"]*");

	private static final int LONGEST = 254;

	private Address() {
	}

	static boolean isPossible(String address) {
		return address.length() <= LONGEST && POSSIBLE.matcher(address).matches() && !address.contains("..");
	}

}
