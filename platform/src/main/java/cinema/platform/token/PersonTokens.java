package cinema.platform.token;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** The tokens (JWT) that people come with. */
public final class PersonTokens {

	private PersonTokens() {
	}

	/**
	 * Reads tokens of one issuer for us. The keys are fetched with the first token, so
	 * whoever has them may be away at the start.
	 * @param jwksUrl where the public keys are; without it no token is taken
	 * @param issuer the claim {@code iss} that they have to have
	 * @param site the claim {@code aud} that they have to have
	 * @param timeout the longest to wait for the keys
	 * @param keysEvery the shortest time between two requests for the keys
	 */
	public static JwtDecoder decoder(@Nullable String jwksUrl, String issuer, String site, Duration timeout,
			Duration keysEvery, Clock clock) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys(jwksUrl, timeout, keysEvery, clock))
			.jwsAlgorithm(SignatureAlgorithm.ES256)
			.jwsAlgorithm(SignatureAlgorithm.RS256)
			.build();
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
				new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
						(meant) -> meant != null && meant.contains(site))));
		return decoder;
	}

	private static JWKSource<SecurityContext> keys(@Nullable String url, Duration timeout, Duration keysEvery,
			Clock clock) {
		if (url == null || url.isBlank()) {
			return new ImmutableJWKSet<>(new JWKSet());
		}
		return JWKSourceBuilder.<SecurityContext>create(new PatientKeys(url, timeout, keysEvery, clock))
			.refreshAheadCache(false)
			.rateLimited(false)
			.build();
	}

}
