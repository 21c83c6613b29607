package cinema.auth.link;

import java.net.URI;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Short links.
 *
 * @param baseUrl where people reach this service
 * @param allowedHosts where links may lead besides
 */
@ConfigurationProperties(prefix = "cinema.link", ignoreUnknownFields = false)
record LinkProperties(@DefaultValue("http://localhost:8081") URI baseUrl, @DefaultValue Set<String> allowedHosts) {
}
