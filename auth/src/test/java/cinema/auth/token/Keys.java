package cinema.auth.token;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Keys, and tokens as somebody would make them who holds one. */
public final class Keys {

	private Keys() {
	}

	public static KeyPair create() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(new ECGenParameterSpec("secp256r1"));
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String pem(Key key) {
		String kind = (key instanceof PrivateKey) ? "PRIVATE KEY" : "PUBLIC KEY";
		return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
				+ "\n-----END " + kind + "-----";
	}

	public static JWTClaimsSet.Builder claims(String userId) {
		return new JWTClaimsSet.Builder().subject(userId)
			.claim("scope", "account")
			.issuer("http://localhost:8081")
			.audience("cinema")
			.expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
	}

	public static String token(KeyPair key, JWTClaimsSet claims) {
		try {
			String kid = new ECKey.Builder(Curve.P_256, (ECPublicKey) key.getPublic()).keyIDFromThumbprint()
				.build()
				.getKeyID();
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
			token.sign(new ECDSASigner((ECPrivateKey) key.getPrivate()));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
