package cinema.auth.link;

import java.nio.charset.StandardCharsets;

import io.micrometer.common.KeyValue;

import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Spans tell which end point was called, and never by which code or id: whoever reads the
 * code of a short link can follow it.
 */
@Component
class CodesInSpans extends DefaultServerRequestObservationConvention {

	private static final String URL = "http.url";

	@Override
	protected KeyValue httpUrl(ServerRequestObservationContext context) {
		String pattern = context.getPathPattern();
		if (pattern != null) {
			return KeyValue.of(URL, pattern);
		}
		KeyValue url = super.httpUrl(context);
		return isLink(url.getValue()) ? KeyValue.of(URL, "/s/...") : url;
	}

	private static boolean isLink(String path) {
		try {
			return UriUtils.decode(path, StandardCharsets.UTF_8).replaceAll("/+", "/").startsWith("/s/");
		}
		catch (IllegalArgumentException unreadable) {
			return true;
		}
	}

}
