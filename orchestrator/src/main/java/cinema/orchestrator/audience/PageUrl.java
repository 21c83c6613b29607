package cinema.orchestrator.audience;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** The URLs of an audience's pages. */
final class PageUrl {

	private static final Pattern SIZE = Pattern.compile("([?&]page_size=)([^&]*)");

	private static final Pattern PAGE_SIZE = Pattern.compile("[1-9]\\d{0,8}");

	private PageUrl() {
	}

	/** The same page with no more receivers than a page may have. */
	static String capped(String url, int most) {
		Matcher size = SIZE.matcher(url);
		if (!size.find()) {
			return url + ((url.indexOf('?') >= 0) ? "&" : "?") + "page_size=" + most;
		}
		boolean fits = PAGE_SIZE.matcher(size.group(2)).matches() && Integer.parseInt(size.group(2)) <= most;
		return fits ? url : size.replaceFirst("$1" + most);
	}

	/**
	 * Where the next page is: {@code next} may be a whole URL, a path or a query alone.
	 */
	static @Nullable String next(String url, @Nullable String next) {
		if (next == null || next.isBlank()) {
			return null;
		}
		try {
			return URI.create(url).resolve(next.strip()).toString();
		}
		catch (IllegalArgumentException ex) {
			throw ApplicationFailure.newNonRetryableFailure("receivers: the next page is no URL", "AUDIENCE_INVALID");
		}
	}

}
