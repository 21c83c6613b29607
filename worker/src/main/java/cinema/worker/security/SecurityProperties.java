package cinema.worker.security;

import java.time.Duration;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose JWTs are taken.
 *
 * @param jwksUrl where the public keys are; without it no JWT is taken, and nobody sees
 * an inbox
 * @param issuer the claim {@code iss} that they have to have
 * @param audience the claim {@code aud} that they have to have
 * @param timeout the longest to wait for the keys
 * @param keysEvery the shortest time between two requests for the keys, which a token
 * with an unknown {@code kid} makes: a new key of auth is known that much later
 */
@ConfigurationProperties(prefix = "cinema.security.jwt", ignoreUnknownFields = false)
record SecurityProperties(@Nullable String jwksUrl, @DefaultValue("http://localhost:8081") String issuer,
		@DefaultValue("cinema") String audience, @DefaultValue("2s") Duration timeout,
		@DefaultValue("5s") Duration keysEvery) {

	SecurityProperties {
		Bounds.positive("cinema.security.jwt.timeout", timeout);
		Bounds.positive("cinema.security.jwt.keys-every", keysEvery);
	}

}
