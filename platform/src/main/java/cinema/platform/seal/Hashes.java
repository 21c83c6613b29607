package cinema.platform.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests by algorithms that every Java has. */
public final class Hashes {

	private static final String MAC = "HmacSHA256";

	private Hashes() {
	}

	/** SHA-256 (FIPS 180-4) of a text in UTF-8, as 64 small hexadecimal digits. */
	public static String sha256(String text) {
		return HexFormat.of().formatHex(of("SHA-256", text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * The digest of bytes, one part after the other.
	 * @param algorithm as Java calls it, for example {@code SHA-256}
	 */
	public static byte[] of(String algorithm, byte[]... parts) {
		try {
			MessageDigest digest = MessageDigest.getInstance(algorithm);
			for (byte[] part : parts) {
				digest.update(part);
			}
			return digest.digest();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What {@link #mac} takes. */
	static SecretKeySpec key(byte[] key) {
		return new SecretKeySpec(key, MAC);
	}

	/** HMAC (RFC 2104) with SHA-256 of a text in UTF-8. */
	static byte[] mac(SecretKeySpec key, String text) {
		try {
			Mac mac = Mac.getInstance(MAC);
			mac.init(key);
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
