package cinema.dev.mailbox;

import java.util.Set;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other sites, which the same browser has open, from reading or deleting
 * letters.
 */
final class RequestGuard {

	/** A name of another site may point here too (DNS rebinding). */
	private static final Pattern LOOPBACK = Pattern
		.compile("(?i)(?:localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\])(?::\\d{1,5})?");

	private static final Set<String> SAFE = Set.of("GET", "HEAD");

	private RequestGuard() {
	}

	/** Why a request is refused, or null. */
	static @Nullable String refuses(String method, Headers headers) {
		String host = headers.getFirst("Host");
		if (host == null || !LOOPBACK.matcher(host).matches()) {
			return "the mailbox answers to names of this machine only";
		}
		String origin = headers.getFirst("Origin");
		if (!SAFE.contains(method) && origin != null && !origin.equalsIgnoreCase("http://" + host)) {
			return "another site may change nothing here";
		}
		return isFromElsewhere(method, headers) ? "another site may not look in here" : null;
	}

	/** A browser says so by itself (Fetch Metadata); following a link is fine. */
	private static boolean isFromElsewhere(String method, Headers headers) {
		String site = headers.getFirst("Sec-Fetch-Site");
		boolean follows = SAFE.contains(method) && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"))
				&& "document".equals(headers.getFirst("Sec-Fetch-Dest"));
		return site != null && !Set.of("same-origin", "none").contains(site) && !follows;
	}

}
