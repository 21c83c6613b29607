package cinema.auth.token;

import java.util.List;
import java.util.Map;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;

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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs and checks access tokens by one pinned algorithm and by our own keys only. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

	@Bean
	JWKSet keys(TokenProperties properties) {
		return new JWKSet(SigningKey.of(properties.privateKey()));
	}

	@Bean
	JwtEncoder jwtEncoder(JWKSet keys) {
		return new NimbusJwtEncoder(new ImmutableJWKSet<>(keys));
	}

	@Bean
	JwtDecoder jwtDecoder(JWKSet keys, TokenProperties properties) {
		NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(keys))
			.jwsAlgorithm(SignatureAlgorithm.ES256)
			.build();
		decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
				JwtValidators.createDefaultWithIssuer(properties.issuer()), new JwtClaimValidator<List<String>>("aud",
						(audience) -> audience != null && audience.contains(properties.audience()))));
		return decoder;
	}

	/** Where others find our public keys (RFC 7517). */
	@RestController
	static class KeyController {

		private final JWKSet keys;

		KeyController(JWKSet keys) {
			this.keys = keys;
		}

		@GetMapping("/.well-known/jwks.json")
		Map<String, Object> keys() {
			return this.keys.toPublicJWKSet().toJSONObject();
		}

	}

}
