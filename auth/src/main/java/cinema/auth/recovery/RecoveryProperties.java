package cinema.auth.recovery;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a password is reset.
 *
 * @param life how long the link of the letter works
 * @param page where the link leads, with {@code ?code=}: a path of ours or an allowed
 * host
 */
@ConfigurationProperties(prefix = "cinema.recovery", ignoreUnknownFields = false)
record RecoveryProperties(@DefaultValue("30m") Duration life, @DefaultValue("/password-reset") String page) {

	RecoveryProperties {
		Bounds.positive("cinema.recovery.life", life);
	}

}
