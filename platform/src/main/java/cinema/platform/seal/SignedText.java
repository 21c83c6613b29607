package cinema.platform.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import javax.crypto.spec.SecretKeySpec;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * Texts that anybody may read and carry about in a URL, and nobody else can make: the id
 * of a key, the text in base64url, and half of an HMAC-SHA-256 (RFC 2104, section 5),
 * with dots between. Keys can be exchanged, and old ones go on counting.
 */
public final class SignedText {

	/** No dot in it, and nothing that a path would change. */
	private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,20}");

	private static final int MAC_BYTES = 16;

	private static final int LONGEST = 500;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final Map<String, SecretKeySpec> keys = new TreeMap<>();

	private final String purpose;

	private final String current;

	/**
	 * Texts for one purpose.
	 * @param purpose what sets them apart from others that are signed with the same keys
	 */
	public SignedText(String purpose, SealingKeys keys) {
		keys.keys().forEach((id, key) -> this.keys.put(id, Hashes.key(key)));
		this.purpose = purpose;
		this.current = keys.current();
	}

	/**
	 * Texts for one purpose, with keys as they are set.
	 * @param name of the setting
	 * @param keys id to 32 bytes in base64; an id stands in every text, so it is short
	 * @param current the id of the key that signs; the only one needs no word
	 * @throws IllegalArgumentException when they cannot be used
	 */
	public static SignedText read(String purpose, String name, Map<String, String> keys, @Nullable String current) {
		keys.keySet()
			.forEach((id) -> Bounds.require(ID.matcher(id).matches(), name + ".keys",
					"called by 1 to 20 of A-Z, a-z, 0-9, _ and -", id));
		return new SignedText(purpose, SealingKeys.read(name, keys, current));
	}

	/** Whether anything can be signed. */
	public boolean isOn() {
		return !this.keys.isEmpty();
	}

	/** The text with its signature, of what may stand in a path as it is. */
	public String sign(String text) {
		String signed = this.current + "." + ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
		return signed + "." + ENCODER.encodeToString(mac(this.current, signed));
	}

	/** The text that was signed; nothing when no key of ours did it. */
	public Optional<String> read(String signed) {
		int last = signed.lastIndexOf('.');
		int first = signed.indexOf('.');
		if (signed.length() > LONGEST || first < 1 || last <= first
				|| !this.keys.containsKey(signed.substring(0, first))) {
			return Optional.empty();
		}
		try {
			byte[] told = Base64.getUrlDecoder().decode(signed.substring(last + 1));
			byte[] ours = mac(signed.substring(0, first), signed.substring(0, last));
			return MessageDigest.isEqual(told, ours)
					? Optional.of(new String(Base64.getUrlDecoder().decode(signed.substring(first + 1, last)),
							StandardCharsets.UTF_8))
					: Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private byte[] mac(String key, String signed) {
		return Arrays.copyOf(Hashes.mac(Objects.requireNonNull(this.keys.get(key)), this.purpose + " " + signed),
				MAC_BYTES);
	}

}
