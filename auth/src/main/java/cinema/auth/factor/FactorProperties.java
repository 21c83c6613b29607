package cinema.auth.factor;

import java.time.Duration;
import java.util.List;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The second factor of a sign-in.
 *
 * @param secret what seals the secrets of authenticators at rest; without one nobody can
 * set a second factor up
 * @param previous secrets of before, until all that they have sealed is sealed by the
 * present one
 * @param issuer by which name authenticators show our codes
 * @param codeWait how long a browser is asked for the code after the password
 */
@ConfigurationProperties(prefix = "cinema.factor", ignoreUnknownFields = false)
record FactorProperties(@Nullable String secret, @DefaultValue List<String> previous,
		@DefaultValue("Cinema") String issuer, @DefaultValue("10m") Duration codeWait) {

	private static final int SHORTEST = 32;

	FactorProperties {
		if (secret != null && secret.isEmpty()) {
			secret = null;
		}
		Assert.isTrue(secret == null || secret.length() >= SHORTEST,
				"cinema.factor.secret has to have 32 characters or more");
		previous = previous.stream().filter((one) -> !one.isBlank()).toList();
		Assert.isTrue(secret != null || previous.isEmpty(), "cinema.factor.previous needs cinema.factor.secret");
		Bounds.present("cinema.factor.issuer", issuer);
		Bounds.positive("cinema.factor.code-wait", codeWait);
	}

	@Override
	public String toString() {
		return "FactorProperties[" + this.issuer + "]";
	}

}
