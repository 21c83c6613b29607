package cinema.orchestrator.security;

import java.time.Duration;
import java.util.Map;

import cinema.platform.token.ServiceToken;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What others call with.
 *
 * @param services a service's name, its token and what it may do
 * @param jwt whose JWTs are taken besides
 */
@ConfigurationProperties(prefix = "cinema.security", ignoreUnknownFields = false)
record SecurityProperties(@DefaultValue Map<String, ServiceToken> services, @DefaultValue Jwt jwt) {

	SecurityProperties {
		ServiceToken.check("cinema.security.services", services);
	}

	/**
	 * Whose JWTs are taken.
	 *
	 * @param jwksUrl where the public keys are; without it no JWT is taken
	 * @param issuer the claim {@code iss} that they have to have
	 * @param audience the claim {@code aud} that they have to have
	 * @param timeout the longest to wait for the keys
	 */
	record Jwt(@Nullable String jwksUrl, @DefaultValue("http://localhost:8081") String issuer,
			@DefaultValue("cinema") String audience, @DefaultValue("2s") Duration timeout) {

		boolean isOn() {
			return this.jwksUrl != null && !this.jwksUrl.isBlank();
		}

	}

}
