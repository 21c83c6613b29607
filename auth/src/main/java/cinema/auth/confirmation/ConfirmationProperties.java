package cinema.auth.confirmation;

import java.time.Duration;

import cinema.auth.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an address is confirmed.
 *
 * @param life how long the link in a confirmation letter works
 */
@ConfigurationProperties(prefix = "cinema.confirmation", ignoreUnknownFields = false)
record ConfirmationProperties(@DefaultValue("3d") Duration life) {

	ConfirmationProperties {
		Bounds.positive("cinema.confirmation.life", life);
	}

}
