package cinema.auth.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import cinema.platform.seal.Hashes;

/** Secrets that nobody guesses, and their form at rest, from which nobody learns them. */
public final class Secrets {

	private static final SecureRandom RANDOM = new SecureRandom();

	private Secrets() {
	}

	/** 192 random bits as text that fits into a URL. */
	public static String create() {
		byte[] bits = new byte[24];
		RANDOM.nextBytes(bits);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
	}

	/** What is stored instead of a secret; random secrets need no slow hash. */
	public static String hash(String secret) {
		return Hashes.sha256(secret);
	}

	/** The public half of a proof: its SHA-256 (RFC 7636, 4.2). */
	public static String challenge(String verifier) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hash(verifier)));
	}

}
