package cinema.auth.token;

import java.time.Duration;

import cinema.auth.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are made.
 *
 * @param privateKey the P-256 key that signs access tokens, as PKCS#8 PEM; without one a
 * new key is made at each start, and tokens end with it
 * @param issuer the claim {@code iss}
 * @param audience the claim {@code aud}
 * @param accessLifetime how long an access token is valid
 * @param refreshLifetime how long a refresh token is valid
 */
@ConfigurationProperties(prefix = "cinema.token", ignoreUnknownFields = false)
record TokenProperties(@Nullable String privateKey, @DefaultValue("cinema-auth") String issuer,
		@DefaultValue("cinema") String audience, @DefaultValue("15m") Duration accessLifetime,
		@DefaultValue("30d") Duration refreshLifetime) {

	TokenProperties {
		Bounds.present("cinema.token.issuer", issuer);
		Bounds.present("cinema.token.audience", audience);
		Bounds.positive("cinema.token.access-lifetime", accessLifetime);
		Bounds.require(refreshLifetime.compareTo(accessLifetime) > 0, "cinema.token.refresh-lifetime",
				"longer than cinema.token.access-lifetime", refreshLifetime);
	}

}
