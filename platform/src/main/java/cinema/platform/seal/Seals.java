package cinema.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens by AES-GCM (NIST SP 800-38D), with a fresh nonce before each text. */
public final class Seals {

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BITS = 128;

	private static final SecureRandom RANDOM = new SecureRandom();

	private final Map<String, SecretKeySpec> keys = new TreeMap<>();

	private final String current;

	public Seals(SealingKeys keys) {
		keys.keys().forEach((id, key) -> this.keys.put(id, new SecretKeySpec(key, "AES")));
		this.current = keys.current();
	}

	/** Whether anything can be sealed. */
	public boolean isOn() {
		return !this.keys.isEmpty();
	}

	/** The id of the key that seals. */
	public String current() {
		return this.current;
	}

	/**
	 * Seals.
	 * @param about what it belongs to, and without which it cannot be opened
	 */
	public byte[] seal(byte[] plain, String about) {
		byte[] nonce = new byte[NONCE_BYTES];
		RANDOM.nextBytes(nonce);
		try {
			byte[] sealed = cipher(Cipher.ENCRYPT_MODE, this.current, nonce, about).doFinal(plain);
			return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("nothing can be sealed", ex);
		}
	}

	/**
	 * Opens.
	 * @param key the id of the key that sealed it
	 * @param about what it was sealed for
	 * @throws UnopenedException when the key is not known, or it was changed, or belongs
	 * to something else
	 */
	public byte[] open(String key, byte[] sealed, String about) {
		if (!this.keys.containsKey(key)) {
			throw new UnopenedException("the key it was sealed with is not known");
		}
		if (sealed.length < NONCE_BYTES) {
			throw new UnopenedException("it was cut");
		}
		try {
			byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
			return cipher(Cipher.DECRYPT_MODE, key, nonce, about).doFinal(sealed, NONCE_BYTES,
					sealed.length - NONCE_BYTES);
		}
		catch (GeneralSecurityException ex) {
			throw new UnopenedException("it was changed, or belongs to something else");
		}
	}

	private Cipher cipher(int mode, String key, byte[] nonce, String about) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
		cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	/** It was not sealed with a key of ours, or not for this. */
	public static final class UnopenedException extends IllegalStateException {

		private static final long serialVersionUID = 1L;

		UnopenedException(String reason) {
			super(reason);
		}

	}

}
