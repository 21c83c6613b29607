package cinema.worker.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals a message for one browser (RFC 8291, content coding aes128gcm of RFC 8188). */
final class PushSeal {

	/** So many bytes of text fit into what every push service takes. */
	static final int LONGEST = 3993;

	private static final int RECORD = 4096;

	private static final int SALT = 16;

	private final SecureRandom random = new SecureRandom();

	/** With a key pair and a salt of its own. */
	byte[] seal(byte[] text, String p256dh, String auth) throws GeneralSecurityException {
		KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
		pairs.initialize(CurvePoints.spec(), this.random);
		byte[] salt = new byte[SALT];
		this.random.nextBytes(salt);
		return seal(text, p256dh, auth, pairs.generateKeyPair(), salt);
	}

	static byte[] seal(byte[] text, String p256dh, String auth, KeyPair ours, byte[] salt)
			throws GeneralSecurityException {
		if (text.length > LONGEST) {
			throw new IllegalArgumentException("longer than " + LONGEST + " bytes");
		}
		ECPublicKey theirs = CurvePoints.publicKey(p256dh);
		byte[] point = CurvePoints.bytes((ECPublicKey) ours.getPublic());
		KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
		agreement.init(ours.getPrivate());
		agreement.doPhase(theirs, true);
		byte[] info = join(ascii("WebPush: info\0"), CurvePoints.bytes(theirs), point);
		byte[] material = expand(mac(Base64.getUrlDecoder().decode(auth), agreement.generateSecret()), info, 32);
		byte[] both = mac(salt, material);
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(Cipher.ENCRYPT_MODE,
				new SecretKeySpec(expand(both, ascii("Content-Encoding: aes128gcm\0"), 16), "AES"),
				new GCMParameterSpec(128, expand(both, ascii("Content-Encoding: nonce\0"), 12)));
		// The only record is the last one.
		byte[] sealed = cipher.doFinal(join(text, new byte[] { 2 }));
		byte[] head = ByteBuffer.allocate(SALT + 5).put(salt).putInt(RECORD).put((byte) point.length).array();
		return join(head, point, sealed);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(text);
	}

	/** HKDF for not more than one block (RFC 5869, 2.3). */
	private static byte[] expand(byte[] key, byte[] info, int length) throws GeneralSecurityException {
		return Arrays.copyOf(mac(key, join(info, new byte[] { 1 })), length);
	}

	private static byte[] join(byte[]... parts) {
		ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt((part) -> part.length).sum());
		Arrays.stream(parts).forEach(all::put);
		return all.array();
	}

}
