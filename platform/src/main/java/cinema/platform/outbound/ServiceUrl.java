package cinema.platform.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A URL whose host is the name of a service. Everything that could make a client dial
 * another place is refused.
 *
 * @param service the name as it stands in the configuration
 * @param pathAndQuery what is asked of that service, still encoded
 */
public record ServiceUrl(String service, String pathAndQuery) {

	private static final Set<String> TRICKS = Set.of("%2e", "%2f", "%5c", "%00", ";", "\\", "/../", "/./", "//");

	/**
	 * Reads a URL that others name.
	 * @throws ForbiddenUrlException with the reason
	 */
	public static ServiceUrl parse(String url) {
		URI uri = uri(url);
		if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
			throw new ForbiddenUrlException("only http and https are allowed");
		}
		String host = uri.getHost();
		if (host == null || uri.getRawUserInfo() != null || uri.getPort() != -1 || uri.getRawFragment() != null
				|| !host.equals(uri.getRawAuthority())) {
			throw new ForbiddenUrlException("the host has to be the plain name of a service");
		}
		String path = (uri.getRawPath() != null && !uri.getRawPath().isEmpty()) ? uri.getRawPath() : "/";
		String whole = (path.endsWith("/") ? path : path + "/").toLowerCase(Locale.ROOT);
		if (TRICKS.stream().anyMatch(whole::contains)) {
			throw new ForbiddenUrlException("the path is ambiguous");
		}
		return new ServiceUrl(host, (uri.getRawQuery() != null) ? path + "?" + uri.getRawQuery() : path);
	}

	/**
	 * The service among those that are configured.
	 * @param setting under which they are, for the reason
	 * @throws ForbiddenUrlException when there is none, or the path is none of its own
	 */
	public ServiceEntry among(Map<String, ServiceEntry> services, String setting) {
		ServiceEntry entry = services.get(this.service);
		if (entry == null) {
			throw new ForbiddenUrlException("no service of that name is configured under " + setting);
		}
		if (!entry.allows(path())) {
			throw new ForbiddenUrlException("that path is none of " + setting + "." + this.service + ".paths");
		}
		return entry;
	}

	private String path() {
		int query = this.pathAndQuery.indexOf('?');
		return (query < 0) ? this.pathAndQuery : this.pathAndQuery.substring(0, query);
	}

	private static URI uri(String url) {
		try {
			return new URI(url);
		}
		catch (URISyntaxException ex) {
			throw new ForbiddenUrlException("it is no URL");
		}
	}

}
