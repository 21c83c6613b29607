package cinema.worker.push;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Notifications by browsers.
 *
 * @param publicKey the VAPID key that browsers subscribe with (RFC 8292): a point of
 * P-256, uncompressed, in base64url; another one ends all subscriptions
 * @param privateKey its private half, 32 bytes in base64url; without it the channel is
 * off
 * @param subject whom a push service may turn to: {@code mailto:} or {@code https:}
 * @param hosts of push services that endpoints may name; {@code *.} stands for any names
 * in front
 * @param local whether endpoints may be plain http and lie in a private network, for a
 * push service of one's own
 * @param timeout the longest to wait for a push service
 * @param refusals after how many refusals in a row that are about us messages of that
 * urgency wait while one at a time tries
 * @param most how many browsers a person has at most; those unused for longest go
 * @param retention how long a browser is kept whose push service takes nothing
 */
@ConfigurationProperties(prefix = "cinema.push", ignoreUnknownFields = false)
record PushProperties(@DefaultValue("") String publicKey, @DefaultValue("") String privateKey,
		@DefaultValue("") String subject, @DefaultValue( {
				"fcm.googleapis.com", "*.push.services.mozilla.com", "*.notify.windows.com",
				"web.push.apple.com" }) List<String> hosts,
		@DefaultValue("false") boolean local, @DefaultValue("10s") Duration timeout, @DefaultValue("5") int refusals,
		@DefaultValue("10") int most, @DefaultValue("180d") Duration retention){

	PushProperties {
		Bounds.positive("cinema.push.timeout", timeout);
		Bounds.between("cinema.push.refusals", 1, 1000, refusals);
		Bounds.between("cinema.push.most", 1, 100, most);
		Bounds.positive("cinema.push.retention", retention);
		hosts = hosts.stream().map((one) -> one.strip().toLowerCase(Locale.ROOT)).toList();
		if (!privateKey.isBlank()) {
			Bounds.require(subject.matches("(mailto:[^\\s@]+@[^\\s@]+|https://\\S+)"), "cinema.push.subject",
					"a URL like mailto:push@cinema.example", subject);
		}
	}

	boolean isOn() {
		return !this.privateKey.isBlank();
	}

	/** Whether an endpoint is one of a push service that is allowed. */
	boolean allows(URI endpoint) {
		String host = endpoint.getHost();
		boolean plain = this.local && "http".equals(endpoint.getScheme());
		boolean safe = "https".equals(endpoint.getScheme()) && (this.local || endpoint.getPort() == -1);
		return host != null && endpoint.getRawUserInfo() == null && endpoint.getRawFragment() == null && (plain || safe)
				&& this.hosts.stream().anyMatch((one) -> matches(one, host.toLowerCase(Locale.ROOT)));
	}

	private static boolean matches(String pattern, String host) {
		return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
	}

	/** Without the private key. */
	@Override
	public String toString() {
		return "PushProperties[" + this.publicKey + "]";
	}

}
