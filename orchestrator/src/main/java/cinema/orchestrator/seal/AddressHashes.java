package cinema.orchestrator.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import cinema.platform.seal.SealingKeys;
import org.jspecify.annotations.Nullable;

/**
 * Names for people of whom an address alone is known, which nobody without a key can try
 * addresses against: HMAC (RFC 2104) with SHA-256.
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
		return this.keys.keys().isEmpty() ? null : hash(this.keys.current(), address);
	}

	/** By every key that may have been used. */
	List<String> all(String address) {
		return this.keys.keys().keySet().stream().map((key) -> hash(key, address)).toList();
	}

	private String hash(String key, String address) {
		String mailbox = Normalizer.normalize(address.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			byte[] secret = Objects.requireNonNull(this.keys.keys().get(key));
			mac.init(new SecretKeySpec(secret, "HmacSHA256"));
			Stream.of("address", mailbox).forEach((part) -> mac.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
			return SIGN + HexFormat.of().formatHex(mac.doFinal());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
