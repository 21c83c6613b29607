package cinema.orchestrator.seal;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Stamp;
import cinema.platform.text.Mailboxes;
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
		return (key != null) ? hash(key, Mailboxes.key(address)) : null;
	}

	/**
	 * By every key that may have been used, and as earlier versions spelt the domain.
	 */
	List<String> all(String address) {
		List<String> mailboxes = Stream.of(Mailboxes.key(address), Mailboxes.written(address).toLowerCase(Locale.ROOT))
			.distinct()
			.toList();
		return this.keys.keys()
			.values()
			.stream()
			.flatMap((key) -> mailboxes.stream().map((mailbox) -> hash(key, mailbox)))
			.toList();
	}

	static String hash(byte[] key, String mailbox) {
		String stamped = new Stamp("address", Base64.getEncoder().encodeToString(key)).put(mailbox);
		return SIGN + stamped.substring(mailbox.length() + 1);
	}

}
