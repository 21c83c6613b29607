package cinema.orchestrator.seal;

import java.util.Map;

import cinema.platform.seal.SealingKeys;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With which keys the keys of people are wrapped, whose letters the journal keeps.
 *
 * @param keys id to 32 random bytes in base64; without any, letters are plain
 * @param current the id of the key that seals; needed with more than one
 */
@ConfigurationProperties(prefix = "cinema.journal", ignoreUnknownFields = false)
record JournalProperties(@DefaultValue Map<String, String> keys, @Nullable String current) {

	JournalProperties {
		SealingKeys.read("cinema.journal", keys, current);
	}

	SealingKeys sealing() {
		return SealingKeys.read("cinema.journal", this.keys, this.current);
	}

	@Override
	public String toString() {
		return "JournalProperties" + this.keys.keySet();
	}

}
