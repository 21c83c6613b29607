package cinema.orchestrator.security;

import java.time.Instant;
import java.util.Date;
import java.util.List;

import cinema.orchestrator.parts.FakeNeighbour;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

/** JWTs as auth makes them. */
public final class Jwts {

	private static final String KEY_ID = "of-jwts";

	private static final ECKey KEY = key();

	private Jwts() {
	}

	private static ECKey key() {
		try {
			return new ECKeyGenerator(Curve.P_256).keyID(KEY_ID).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Lets everybody know the key. */
	public static void publish(FakeNeighbour auth) {
		auth.on("/jwks.json", 200, new JWKSet(KEY).toString(true));
	}

	/** Of a person with these scopes. */
	public static String of(String scope) throws JOSEException {
		return of(scope, List.of("manager"));
	}

	/** Of a program that acts for itself. */
	public static String ofClient(String scope) throws JOSEException {
		return of(scope, null);
	}

	private static String of(String scope, @Nullable List<String> roles) throws JOSEException {
		SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY_ID).build(),
				new JWTClaimsSet.Builder().issuer("http://localhost:8081")
					.audience("cinema")
					.subject("somebody")
					.claim("scope", scope)
					.claim("roles", roles)
					.issueTime(Date.from(Instant.now()))
					.expirationTime(Date.from(Instant.now().plusSeconds(600)))
					.build());
		jwt.sign(new ECDSASigner(KEY));
		return jwt.serialize();
	}

}
