package cinema.auth.throttle;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How many tries are free, and how long the others wait.
 *
 * @param limits all limits by name; the defaults stand in application.yaml
 */
@ConfigurationProperties(prefix = "cinema.throttle", ignoreUnknownFields = false)
record ThrottleProperties(@DefaultValue Map<String, Limit.Numbers> limits) {

	ThrottleProperties {
		for (Limit limit : Limit.values()) {
			Assert.isTrue(limits.containsKey(limit.label()),
					() -> "cinema.throttle.limits." + limit.label() + " is missing");
		}
	}

	Limit.Numbers of(Limit limit) {
		return this.limits.getOrDefault(limit.label(), this.limits.values().iterator().next());
	}

}
