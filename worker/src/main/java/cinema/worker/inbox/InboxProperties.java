package cinema.worker.inbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept in inboxes, and who may show them.
 *
 * @param retention how long a message is kept
 * @param most how many messages a person has at most; older ones go
 * @param origins of the pages that show an inbox, for example
 * {@code https://cinema.example}; no other page may ask for one
 * @param requests how many requests a person has within ten seconds, of each instance
 */
@ConfigurationProperties(prefix = "cinema.inbox", ignoreUnknownFields = false)
public record InboxProperties(@DefaultValue("90d") Duration retention, @DefaultValue("500") int most,
		@DefaultValue List<String> origins, @DefaultValue("100") int requests) {

	public InboxProperties {
		Bounds.positive("cinema.inbox.retention", retention);
		Bounds.between("cinema.inbox.most", 10, 10_000, most);
		Bounds.between("cinema.inbox.requests", 1, 100_000, requests);
		origins = origins.stream().map(String::strip).filter((one) -> !one.isEmpty()).toList();
		origins.forEach((one) -> Bounds.require(isOrigin(one), "cinema.inbox.origins",
				"a list of origins like https://cinema.example", one));
	}

	private static boolean isOrigin(String text) {
		return text.matches("https?://[^/?#\\s*]+") && URI.create(text).getHost() != null;
	}

}
