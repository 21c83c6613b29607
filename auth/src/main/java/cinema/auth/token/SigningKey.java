package cinema.auth.token;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import cinema.auth.setting.RefusedSettingsException;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that signs access tokens (ES256). */
final class SigningKey {

	private static final Logger logger = LoggerFactory.getLogger(SigningKey.class);

	private SigningKey() {
	}

	static ECKey of(@Nullable String pem) {
		try {
			if (pem == null || pem.isBlank()) {
				logger.warn("cinema.token.private-key is not set: tokens of this run end with it");
				return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
			}
			return read(pem);
		}
		catch (GeneralSecurityException | JOSEException | IllegalArgumentException ex) {
			throw new RefusedSettingsException(List
				.of("cinema.token.private-key has to be a P-256 key as PKCS#8 PEM: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256"));
		}
	}

	private static ECKey read(String pem) throws GeneralSecurityException, JOSEException {
		byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").replace("\\n", ""));
		ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
		ECNamedCurveParameterSpec curve = ECNamedCurveTable.getParameterSpec("P-256");
		ECPoint point = curve.getG().multiply(key.getS()).normalize();
		java.security.spec.ECPoint w = new java.security.spec.ECPoint(point.getAffineXCoord().toBigInteger(),
				point.getAffineYCoord().toBigInteger());
		ECPublicKey publicKey = (ECPublicKey) KeyFactory.getInstance("EC")
			.generatePublic(new java.security.spec.ECPublicKeySpec(w, key.getParams()));
		return new ECKey.Builder(Curve.P_256, publicKey).privateKey(key).keyIDFromThumbprint().build();
	}

}
