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
	 * Where the next page is, as RFC 3986, section 5.2, resolves it: {@code next} may be
	 * a path, a query alone, or a whole URL, of which the host is what the service calls
	 * itself, and so not asked.
	 */
	static @Nullable String next(String url, @Nullable String next) {
		if (next == null || next.isBlank()) {
			return null;
		}
		try {
			URI page = URI.create(url);
			URI resolved = resolve(page, URI.create(next.strip()));
			String query = (resolved.getRawQuery() != null) ? "?" + resolved.getRawQuery() : "";
			return page.getScheme() + "://" + page.getRawAuthority() + resolved.getRawPath() + query;
		}
		catch (IllegalArgumentException ex) {
			throw ApplicationFailure.newNonRetryableFailure("receivers: the next page is no URL", "AUDIENCE_INVALID");
		}
	}

	/** {@link URI#resolve} loses the last part of a path where there is a query alone. */
	private static URI resolve(URI page, URI next) {
		String path = page.getRawPath().isEmpty() ? "/" : page.getRawPath();
		boolean queryAlone = next.getRawAuthority() == null && next.getRawPath() != null && next.getRawPath().isEmpty();
		return queryAlone ? URI.create(path + "?" + next.getRawQuery()) : URI.create(path).resolve(next);
	}

}
