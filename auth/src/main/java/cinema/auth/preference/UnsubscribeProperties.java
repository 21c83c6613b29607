package cinema.auth.preference;

import java.util.Map;

import cinema.platform.seal.SignedText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With which keys the orchestrator signs links to unsubscribe; both are given the same.
 *
 * @param keys id to 32 random bytes in base64; without any, no link works. An old key is
 * kept for as long as letters with its links may lie in mailboxes
 * @param current the id of the key that signs; needed with more than one
 */
@ConfigurationProperties(prefix = "cinema.unsubscribe", ignoreUnknownFields = false)
record UnsubscribeProperties(@DefaultValue Map<String, String> keys, @Nullable String current) {

	/** What sets these links apart; the orchestrator says the same. */
	private static final String PURPOSE = "unsubscribe";

	UnsubscribeProperties {
		signature(keys, current);
	}

	SignedText signature() {
		return signature(this.keys, this.current);
	}

	private static SignedText signature(Map<String, String> keys, @Nullable String current) {
		return SignedText.read(PURPOSE, "cinema.unsubscribe", keys, current);
	}

	@Override
	public String toString() {
		return "UnsubscribeProperties" + this.keys.keySet();
	}

}
