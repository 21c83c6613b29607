package cinema.auth.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

import org.springframework.stereotype.Component;

/**
 * Where a redirect may lead: to ourselves, or to the hosts of the cinema; nowhere else,
 * however it is spelt.
 */
@Component
public class LinkTargets {

	private final LinkProperties properties;

	LinkTargets(LinkProperties properties) {
		this.properties = properties;
	}

	/** Whether a browser that follows the target stays with the cinema. */
	public boolean allow(String target) {
		if (target.length() > 2000 || target.chars().anyMatch((one) -> one <= 0x20 || one >= 0x7f || one == '\\')) {
			return false;
		}
		try {
			URI uri = new URI(target);
			if (target.startsWith("/")) {
				return !target.startsWith("//");
			}
			boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
			return web && uri.getRawUserInfo() == null && uri.getHost() != null
					&& (ours(uri) || this.properties.allowedHosts().contains(uri.getRawAuthority()));
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/** Whether a target that is allowed is itself a short link of ours. */
	boolean isShort(String target) {
		URI uri = URI.create(target).normalize();
		return (uri.getRawAuthority() == null || ours(uri)) && uri.getPath() != null && uri.getPath().startsWith("/s/");
	}

	private boolean ours(URI uri) {
		return Objects.equals(uri.getRawAuthority(), this.properties.baseUrl().getRawAuthority());
	}

}
