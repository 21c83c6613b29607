package cinema.orchestrator.security;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import cinema.platform.setting.Bounds;
import cinema.platform.token.ServiceToken;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What others call with.
 *
 * @param services a service's name, its token, its scopes and the types of events that it
 * may announce
 * @param jwt whose JWTs are taken besides
 */
@ConfigurationProperties(prefix = "cinema.security", ignoreUnknownFields = false)
record SecurityProperties(@DefaultValue Map<String, KnownCaller> services, @DefaultValue Jwt jwt) {

	SecurityProperties {
		ServiceToken.check("cinema.security.services", credentials(services));
		services.forEach((name, service) -> service.events()
			.forEach((type) -> Bounds.require(type.matches("[a-z0-9_]{1,100}\\*?|\\*"),
					"cinema.security.services." + name + ".events",
					"types of events of a-z, 0-9 and _, each with * at its end or without", type)));
	}

	Map<String, ServiceToken> credentials() {
		return credentials(this.services);
	}

	private static Map<String, ServiceToken> credentials(Map<String, KnownCaller> services) {
		Map<String, ServiceToken> credentials = new HashMap<>();
		services.forEach((name, service) -> credentials.put(name, service.credentials()));
		return credentials;
	}

	/**
	 * Whose JWTs are taken.
	 *
	 * @param jwksUrl where the public keys are; without it no JWT is taken
	 * @param issuer the claim {@code iss} that they have to have
	 * @param audience the claim {@code aud} that they have to have
	 * @param timeout the longest to wait for the keys
	 * @param keysEvery the shortest time between two requests for the keys, which a token
	 * with an unknown {@code kid} makes: a new key of auth is known that much later
	 */
	record Jwt(@Nullable String jwksUrl, @DefaultValue("http://localhost:8081") String issuer,
			@DefaultValue("cinema") String audience, @DefaultValue("2s") Duration timeout,
			@DefaultValue("5s") Duration keysEvery) {

		Jwt {
			Bounds.positive("cinema.security.jwt.timeout", timeout);
			Bounds.positive("cinema.security.jwt.keys-every", keysEvery);
		}

		boolean isOn() {
			return this.jwksUrl != null && !this.jwksUrl.isBlank();
		}

	}

}
