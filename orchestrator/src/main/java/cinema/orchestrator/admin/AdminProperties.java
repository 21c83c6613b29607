package cinema.orchestrator.admin;

import java.time.Duration;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The pages for staff, who sign in at auth. They are there as soon as their client has a
 * secret; {@code cinema.security.jwt} says where auth is.
 *
 * @param url where browsers find this application, for example
 * {@code https://notifications.example}; without it that is what they ask for
 * @param clientId what auth knows these pages by
 * @param clientSecret the secret of that client, 16 characters or more
 * @param trust for how long the roles that auth told count before it is asked again
 */
@ConfigurationProperties(prefix = "cinema.admin", ignoreUnknownFields = false)
record AdminProperties(@Nullable String url, @DefaultValue("admin") String clientId, @Nullable String clientSecret,
		@DefaultValue("15m") Duration trust) {

	private static final int SHORTEST_SECRET = 16;

	AdminProperties {
		url = (url == null || url.isBlank()) ? null : url.replaceAll("/+$", "");
		Bounds.require(url == null || url.matches("https?://[^/?#]+"), "cinema.admin.url",
				"a URL without path, for example https://notifications.example", String.valueOf(url));
		Bounds.present("cinema.admin.client-id", clientId);
		Assert.isTrue(clientSecret == null || clientSecret.length() >= SHORTEST_SECRET,
				"cinema.admin.client-secret has to have 16 characters or more");
		Bounds.positive("cinema.admin.trust", trust);
	}

	/** What begins the place to which auth sends people back. */
	String base() {
		return (this.url != null) ? this.url : "{baseUrl}";
	}

	boolean isSecure() {
		return this.url != null && this.url.startsWith("https:");
	}

	@Override
	public String toString() {
		return "AdminProperties[" + this.clientId + " at " + this.base() + "]";
	}

}
