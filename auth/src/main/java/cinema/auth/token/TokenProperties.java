package cinema.auth.token;

import java.time.Duration;
import java.util.List;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are made.
 *
 * @param privateKey the P-256 key that signs, as PKCS#8 PEM; without one a new key is
 * made at each start
 * @param verificationKeys further P-256 keys whose tokens are still, or already, good:
 * PKCS#8 or public (X.509) PEM
 * @param issuer the URL under which other services and browsers reach us, the claim
 * {@code iss}
 * @param audience the claim {@code aud}
 * @param accessLifetime how long an access token is valid
 * @param refreshLifetime how long a refresh token may lie unused
 * @param familyLifetime how long a device stays signed in at most, however often it
 * refreshes
 * @param reuseGrace how long a used refresh token gets the same answer again
 */
@ConfigurationProperties(prefix = "cinema.token", ignoreUnknownFields = false)
public record TokenProperties(@Nullable String privateKey, @DefaultValue List<String> verificationKeys,
		@DefaultValue("http://localhost:8081") String issuer, @DefaultValue("cinema") String audience,
		@DefaultValue("15m") Duration accessLifetime, @DefaultValue("30d") Duration refreshLifetime,
		@DefaultValue("90d") Duration familyLifetime, @DefaultValue("20s") Duration reuseGrace) {

	public TokenProperties {
		Bounds.present("cinema.token.issuer", issuer);
		Bounds.present("cinema.token.audience", audience);
		Bounds.require(
				accessLifetime.compareTo(Duration.ofMinutes(15)) <= 0
						&& accessLifetime.compareTo(Duration.ofSeconds(1)) >= 0,
				"cinema.token.access-lifetime", "1 second to 15 minutes", accessLifetime);
		Bounds.require(refreshLifetime.compareTo(accessLifetime) > 0, "cinema.token.refresh-lifetime",
				"longer than cinema.token.access-lifetime", refreshLifetime);
	}

}
