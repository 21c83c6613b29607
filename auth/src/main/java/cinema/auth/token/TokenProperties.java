package cinema.auth.token;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tokens are made.
 *
 * @param privateKey a P-256 key as PKCS#8 PEM; without one a new key is made at each
 * start
 */
@ConfigurationProperties(prefix = "cinema.token", ignoreUnknownFields = false)
record TokenProperties(@Nullable String privateKey, @DefaultValue("cinema-auth") String issuer,
		@DefaultValue("cinema") String audience, @DefaultValue("15m") Duration accessLifetime,
		@DefaultValue("30d") Duration refreshLifetime) {
}
