package cinema.worker.returnpath;

import java.util.Map;

import cinema.platform.seal.SealingKeys;
import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The return path of letters.
 *
 * @param domain whose mail ends in the mailbox that is read for what comes back; without
 * it letters carry the sender's address there too
 * @param prefix what stands before the posting's id in the local part
 * @param keys id to 32 random bytes in base64, which sign; letters that are on their way
 * when a key is exchanged come back with the old one, so it stays for some weeks
 * @param current the id of the key that signs; needed with more than one
 */
@ConfigurationProperties(prefix = "cinema.return-path", ignoreUnknownFields = false)
record ReturnPathProperties(@Nullable String domain, @DefaultValue("bounce") String prefix,
		@DefaultValue Map<String, String> keys, @Nullable String current) {

	ReturnPathProperties {
		Bounds.require(prefix.matches("[a-z][a-z0-9]{0,9}"), "cinema.return-path.prefix",
				"1 to 10 letters and digits, like bounce", prefix);
		if (domain != null && !domain.isBlank()) {
			Bounds.require(domain.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"), "cinema.return-path.domain",
					"a domain like bounces.cinema.example", domain);
			Bounds.require(!SealingKeys.read("cinema.return-path", keys, current).keys().isEmpty(),
					"cinema.return-path.keys", "a key, or strangers could make letters bounce", "none");
		}
	}

	SealingKeys signing() {
		return SealingKeys.read("cinema.return-path", this.keys, this.current);
	}

	/** Null when letters go with the sender's address. */
	@Nullable String host() {
		return (this.domain == null || this.domain.isBlank()) ? null : this.domain;
	}

	@Override
	public String toString() {
		return "ReturnPathProperties[" + this.domain + "]" + this.keys.keySet();
	}

}
