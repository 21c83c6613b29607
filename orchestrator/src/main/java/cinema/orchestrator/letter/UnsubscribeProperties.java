package cinema.orchestrator.letter;

import java.util.Map;

import cinema.platform.seal.SignedText;
import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With which keys links to unsubscribe are signed, for auth to believe them; both are
 * given the same.
 *
 * @param keys id to 32 random bytes in base64; without any, letters have no such link. An
 * old key is kept for as long as letters with its links may lie in mailboxes
 * @param current the id of the key that signs; needed with more than one
 * @param mailto an address at which somebody reads who wants to unsubscribe by letter, or
 * nothing
 * @param listDomain what stands behind the topic in List-Id; the host of the links if
 * none is given
 */
@ConfigurationProperties(prefix = "cinema.unsubscribe", ignoreUnknownFields = false)
record UnsubscribeProperties(@DefaultValue Map<String, String> keys, @Nullable String current, @Nullable String mailto,
		@Nullable String listDomain) {

	/** What sets these links apart; auth says the same. */
	private static final String PURPOSE = "unsubscribe";

	UnsubscribeProperties {
		signature(keys, current);
		Bounds.require(mailto == null || mailto.isEmpty() || mailto.matches("[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+"),
				"cinema.unsubscribe.mailto", "an address like unsubscribe@cinema.example", String.valueOf(mailto));
		Bounds.require(
				listDomain == null || listDomain.isEmpty() || listDomain.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*"),
				"cinema.unsubscribe.list-domain", "a domain like cinema.example", String.valueOf(listDomain));
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
