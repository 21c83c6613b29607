package cinema.auth.factor;

import java.security.GeneralSecurityException;
import java.time.Instant;

import javax.crypto.spec.SecretKeySpec;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import org.bouncycastle.util.encoders.Base32;

/** Somebody's authenticator. */
record Phone(String secret) {

	/** The code of now, or of a step of time after or before it. */
	String code(int steps) {
		try {
			return new TimeBasedOneTimePasswordGenerator().generateOneTimePasswordString(
					new SecretKeySpec(Base32.decode(this.secret), "RAW"), Instant.now().plusSeconds(30L * steps));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
