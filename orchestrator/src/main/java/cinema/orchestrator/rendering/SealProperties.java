package cinema.orchestrator.rendering;

import java.util.Map;

import cinema.platform.seal.SealedLinks;
import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Seals;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With which keys auth seals links of events for the orchestrator, which opens them when
 * it renders; both are given the same.
 *
 * @param keys id to 32 random bytes in base64; without any, links are plain
 * @param current the id of the key that seals; needed with more than one
 */
@ConfigurationProperties(prefix = "cinema.seal", ignoreUnknownFields = false)
record SealProperties(@DefaultValue Map<String, String> keys, @Nullable String current) {

	SealProperties {
		SealingKeys.read("cinema.seal", keys, current);
	}

	SealedLinks links() {
		return new SealedLinks(new Seals(SealingKeys.read("cinema.seal", this.keys, this.current)));
	}

	@Override
	public String toString() {
		return "SealProperties" + this.keys.keySet();
	}

}
