package cinema.platform.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

/**
 * Marks texts as ours, for everybody to read and for nobody else to make: HMAC (RFC 2104)
 * with SHA-256.
 */
public final class Stamp {

	private static final int LENGTH = 64;

	private final SecretKeySpec key;

	/**
	 * A stamp for one purpose.
	 * @param purpose what sets it apart from other stamps of the same secret
	 */
	public Stamp(String purpose, String secret) {
		this.key = Hashes.key((purpose + " " + secret).getBytes(StandardCharsets.UTF_8));
	}

	/** The text, a dot, and 64 hexadecimal digits. */
	public String put(String text) {
		return text + "." + of(text);
	}

	/** The text that was stamped; nothing when we did not do it. */
	public Optional<String> read(String stamped) {
		int dot = stamped.length() - LENGTH - 1;
		if (dot < 1 || stamped.charAt(dot) != '.') {
			return Optional.empty();
		}
		String text = stamped.substring(0, dot);
		boolean ours = MessageDigest.isEqual(of(text).getBytes(StandardCharsets.UTF_8),
				stamped.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
		return ours ? Optional.of(text) : Optional.empty();
	}

	private String of(String text) {
		return HexFormat.of().formatHex(Hashes.mac(this.key, text));
	}

}
