package cinema.auth.link;

import java.net.URI;
import java.util.Set;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Short links.
 *
 * @param baseUrl where people reach this service; short links begin with it
 * @param allowedHosts hosts that links may lead to besides that of the base URL
 */
@ConfigurationProperties(prefix = "cinema.link", ignoreUnknownFields = false)
record LinkProperties(@DefaultValue("http://localhost:8081") URI baseUrl, @DefaultValue Set<String> allowedHosts) {

	LinkProperties {
		Bounds.web("cinema.link.base-url", baseUrl);
	}

}
