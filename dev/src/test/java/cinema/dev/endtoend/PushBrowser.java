package cinema.dev.endtoend;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What a browser does that subscribed: it alone can read what is sent (RFC 8291). */
final class PushBrowser {

	private static final byte[] SECRET = "sixteen letters.".getBytes(StandardCharsets.US_ASCII);

	private final String endpoint;

	private final KeyPair pair;

	PushBrowser(String endpoint) throws GeneralSecurityException {
		this.endpoint = endpoint;
		KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
		pairs.initialize(new ECGenParameterSpec("secp256r1"));
		this.pair = pairs.generateKeyPair();
	}

	/** As a page sends it. */
	String subscription() {
		return "{\"endpoint\":\"" + this.endpoint + "\",\"p256dh\":\"" + text(point()) + "\",\"auth\":\"" + text(SECRET)
				+ "\",\"label\":\"Firefox\"}";
	}

	private static String text(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private byte[] point() {
		ECPoint point = ((ECPublicKey) this.pair.getPublic()).getW();
		return ByteBuffer.allocate(65)
			.put((byte) 4)
			.put(half(point.getAffineX()))
			.put(half(point.getAffineY()))
			.array();
	}

	private static byte[] half(BigInteger number) {
		byte[] bytes = number.toByteArray();
		byte[] half = new byte[32];
		int length = Math.min(32, bytes.length);
		System.arraycopy(bytes, bytes.length - length, half, 32 - length, length);
		return half;
	}

	String open(byte[] sealed) throws GeneralSecurityException {
		byte[] salt = Arrays.copyOf(sealed, 16);
		byte[] point = Arrays.copyOfRange(sealed, 21, 86);
		ECPoint theirs = new ECPoint(new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
				new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
		KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
		agreement.init(this.pair.getPrivate());
		agreement.doPhase(
				KeyFactory.getInstance("EC")
					.generatePublic(new ECPublicKeySpec(theirs, ((ECPublicKey) this.pair.getPublic()).getParams())),
				true);
		byte[] info = ByteBuffer.allocate(145)
			.put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
			.put(point())
			.put(point)
			.put((byte) 1)
			.array();
		byte[] key = mac(salt, mac(mac(SECRET, agreement.generateSecret()), info));
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(derived(key, "aes128gcm", 16), "AES"),
				new GCMParameterSpec(128, derived(key, "nonce", 12)));
		byte[] plain = cipher.doFinal(sealed, 86, sealed.length - 86);
		return new String(plain, 0, plain.length - 1, StandardCharsets.UTF_8);
	}

	private static byte[] derived(byte[] key, String what, int length) throws GeneralSecurityException {
		return Arrays.copyOf(mac(key, ("Content-Encoding: " + what + "\0\1").getBytes(StandardCharsets.US_ASCII)),
				length);
	}

	private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		return mac.doFinal(text);
	}

}
