package cinema.auth.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A child token, readable for whoever holds its parent, and for nobody who merely reads
 * the database.
 */
final class SealedChild {

	/** A fixed nonce is safe: each key seals one value only. */
	private static final GCMParameterSpec NONCE = new GCMParameterSpec(128, new byte[12]);

	private SealedChild() {
	}

	static String seal(String parent, String child) {
		return Base64.getEncoder()
			.encodeToString(run(Cipher.ENCRYPT_MODE, parent, child.getBytes(StandardCharsets.UTF_8)));
	}

	static String open(String parent, String sealed) {
		return new String(run(Cipher.DECRYPT_MODE, parent, Base64.getDecoder().decode(sealed)), StandardCharsets.UTF_8);
	}

	private static byte[] run(int mode, String parent, byte[] value) {
		try {
			byte[] key = MessageDigest.getInstance("SHA-256")
				.digest(("seal:" + parent).getBytes(StandardCharsets.UTF_8));
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, new SecretKeySpec(key, "AES"), NONCE);
			return cipher.doFinal(value);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
