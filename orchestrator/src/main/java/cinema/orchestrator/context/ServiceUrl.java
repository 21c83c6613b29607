package cinema.orchestrator.context;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

import io.temporal.failure.ApplicationFailure;

/**
 * A URL whose host is the name of a service. Everything that could make a client dial
 * another place is refused.
 *
 * @param service the name as it stands in the configuration
 * @param pathAndQuery what is asked of that service, still encoded
 */
record ServiceUrl(String service, String pathAndQuery) {

	private static final Set<String> TRICKS = Set.of("%2e", "%2f", "%5c", "%00", ";", "\\", "/../", "/./", "//");

	/**
	 * Reads a URL that an event or the catalogue names.
	 * @throws ApplicationFailure {@code URL_FORBIDDEN}, never to be tried again
	 */
	static ServiceUrl parse(String url) {
		URI uri = uri(url);
		if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
			throw forbidden("only http and https are allowed");
		}
		String host = uri.getHost();
		if (host == null || uri.getRawUserInfo() != null || uri.getPort() != -1 || uri.getRawFragment() != null
				|| !host.equals(uri.getRawAuthority())) {
			throw forbidden("the host has to be the plain name of a service");
		}
		String path = (uri.getRawPath() != null && !uri.getRawPath().isEmpty()) ? uri.getRawPath() : "/";
		String whole = (path.endsWith("/") ? path : path + "/").toLowerCase(Locale.ROOT);
		if (TRICKS.stream().anyMatch(whole::contains)) {
			throw forbidden("the path is ambiguous");
		}
		return new ServiceUrl(host, (uri.getRawQuery() != null) ? path + "?" + uri.getRawQuery() : path);
	}

	/** What is asked, without the query. */
	String path() {
		int query = this.pathAndQuery.indexOf('?');
		return (query < 0) ? this.pathAndQuery : this.pathAndQuery.substring(0, query);
	}

	private static URI uri(String url) {
		try {
			return new URI(url);
		}
		catch (URISyntaxException ex) {
			throw forbidden("it is no URL");
		}
	}

	static ApplicationFailure forbidden(String reason) {
		return ApplicationFailure.newNonRetryableFailure("url: " + reason, "URL_FORBIDDEN");
	}

}
