package cinema.auth.token;

import java.util.List;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Signs and checks access tokens by one pinned algorithm and by our own keys only. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

	@Bean
	SigningKeys signingKeys(TokenProperties properties) {
		return SigningKeys.of(properties);
	}

	/** The keys that others are to believe; public ones only. */
	@Bean
	JWKSource<SecurityContext> verificationKeys(SigningKeys keys) {
		return new ImmutableJWKSet<>(keys.verificationSet());
	}

	@Bean
	JwtEncoder jwtEncoder(SigningKeys keys) {
		return new NimbusJwtEncoder(new ImmutableJWKSet<>(keys.signingSet()));
	}

	@Bean
	JwtDecoder jwtDecoder(JWKSource<SecurityContext> verificationKeys, TokenProperties properties) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(verificationKeys)
			.jwsAlgorithm(SignatureAlgorithm.ES256)
			.build();
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
				JwtValidators.createDefaultWithIssuer(properties.issuer()), new JwtClaimValidator<List<String>>("aud",
						(audience) -> audience != null && audience.contains(properties.audience()))));
		return decoder;
	}

}
