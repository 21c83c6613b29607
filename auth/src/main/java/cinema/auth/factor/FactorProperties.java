package cinema.auth.factor;

import java.time.Duration;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The second factor of a sign-in.
 *
 * @param secret what seals the secrets of authenticators at rest; without one nobody can
 * set a second factor up
 * @param issuer by which name authenticators show our codes
 * @param codeWait how long a browser is asked for the code after the password
 */
@ConfigurationProperties(prefix = "cinema.factor", ignoreUnknownFields = false)
record FactorProperties(@Nullable String secret, @DefaultValue("Cinema") String issuer,
		@DefaultValue("10m") Duration codeWait) {

	private static final int SHORTEST = 32;

	FactorProperties {
		if (secret != null && secret.isEmpty()) {
			secret = null;
		}
		if (secret != null && secret.length() < SHORTEST) {
			throw new IllegalArgumentException("cinema.factor.secret has to have 32 characters or more");
		}
		Bounds.present("cinema.factor.issuer", issuer);
		Bounds.positive("cinema.factor.code-wait", codeWait);
	}

}
