package cinema.auth.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * The key that signs tokens (ES256), and the keys whose tokens are good besides. A key's
 * {@code kid} is its thumbprint, so that nobody has to name it.
 */
record SigningKeys(ECKey signing, List<ECKey> others) {

	private static final Logger logger = LoggerFactory.getLogger(SigningKeys.class);

	static SigningKeys of(TokenProperties properties) {
		List<ECKey> others = new ArrayList<>();
		for (String pem : properties.verificationKeys()) {
			others.add(read("cinema.token.verification-keys", pem).toPublicJWK());
		}
		String pem = properties.privateKey();
		if (pem != null && !pem.isBlank()) {
			ECKey signing = read("cinema.token.private-key", pem);
			Assert.state(signing.isPrivate(), "cinema.token.private-key is a public key");
			return new SigningKeys(signing, List.copyOf(others));
		}
		logger.warn("cinema.token.private-key is not set: tokens of this run end with it");
		return new SigningKeys(create(), List.copyOf(others));
	}

	JWKSet signingSet() {
		return new JWKSet(this.signing);
	}

	/** What is believed, the signing key first. */
	JWKSet verificationSet() {
		List<JWK> all = new ArrayList<>();
		all.add(this.signing.toPublicJWK());
		this.others.stream().filter((one) -> !one.getKeyID().equals(this.signing.getKeyID())).forEach(all::add);
		return new JWKSet(all);
	}

	private static ECKey create() {
		try {
			return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true)
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.ES256)
				.generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ECKey read(String property, String pem) {
		try {
			byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").replace("\\n", ""));
			return (pem.contains("PUBLIC KEY") ? publicKey(der) : keyPair(der)).keyIDFromThumbprint()
				.keyUse(KeyUse.SIGNATURE)
				.algorithm(JWSAlgorithm.ES256)
				.build();
		}
		catch (GeneralSecurityException | JOSEException | IllegalArgumentException | ClassCastException ex) {
			throw new IllegalStateException(property + " has to be a P-256 key as PKCS#8 or X.509 PEM", ex);
		}
	}

	private static ECKey.Builder publicKey(byte[] der) throws GeneralSecurityException {
		return new ECKey.Builder(Curve.P_256,
				(ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der)));
	}

	private static ECKey.Builder keyPair(byte[] der) throws GeneralSecurityException {
		ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
		ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("P-256");
		ECPoint point = curve.getG().multiply(key.getS()).normalize();
		java.security.spec.ECPoint w = new java.security.spec.ECPoint(point.getAffineXCoord().toBigInteger(),
				point.getAffineYCoord().toBigInteger());
		ECPublicKey publicKey = (ECPublicKey) KeyFactory.getInstance("EC")
			.generatePublic(new java.security.spec.ECPublicKeySpec(w, key.getParams()));
		return new ECKey.Builder(Curve.P_256, publicKey).privateKey(key);
	}

}
