package cinema.auth.request;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a call comes from.
 *
 * @param address the network address; behind a proxy the one that the proxy tells, when
 * {@code server.forward-headers-strategy} says that it is to be believed
 * @param device the user agent as it calls itself, or an empty text
 */
public record Caller(String address, String device) {

	private static final int LONGEST = 200;

	/** The caller of a request. */
	public static Caller of(HttpServletRequest request) {
		String agent = request.getHeader("User-Agent");
		String device = (agent != null) ? agent.replaceAll("[^\\x20-\\x7e]", "?").strip() : "";
		String address = request.getRemoteAddr();
		return new Caller((address != null) ? address : "", device.substring(0, Math.min(LONGEST, device.length())));
	}

}
