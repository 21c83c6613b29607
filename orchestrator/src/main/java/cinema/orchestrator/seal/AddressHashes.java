package cinema.orchestrator.seal;

import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * Names for people of whom an address alone is known, which nobody without a key can try
 * addresses against.
 */
final class AddressHashes {

	/** No id of a user begins so. */
	static final String SIGN = "@";

	private final SealingKeys keys;

	AddressHashes(SealingKeys keys) {
		this.keys = keys;
	}

	/** By the key that seals; null without any. */
	@Nullable String of(String address) {
		byte[] key = this.keys.keys().get(this.keys.current());
		return (key != null) ? hash(key, address) : null;
	}

	/** By every key that may have been used. */
	List<String> all(String address) {
		return this.keys.keys().values().stream().map((key) -> hash(key, address)).toList();
	}

	static String hash(byte[] key, String address) {
		String mailbox = Normalizer.normalize(address.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
		String stamped = new Stamp("address", Base64.getEncoder().encodeToString(key)).put(mailbox);
		return SIGN + stamped.substring(mailbox.length() + 1);
	}

}
