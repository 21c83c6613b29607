package cinema.auth.link;

import java.net.URI;
import java.net.URISyntaxException;

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
		boolean readable = target.length() <= 2000 && target.chars().allMatch((one) -> one > 0x20 && one < 0x7f)
				&& target.indexOf('\\') < 0;
		if (!readable) {
			return false;
		}
		if (target.startsWith("/")) {
			return !target.startsWith("//");
		}
		try {
			URI uri = new URI(target);
			boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
			return web && uri.getRawUserInfo() == null && uri.getHost() != null
					&& this.properties.allowedHosts().contains(uri.getRawAuthority());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
