package cinema.auth.confirmation;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long an address may be confirmed. */
@ConfigurationProperties(prefix = "cinema.confirmation", ignoreUnknownFields = false)
record ConfirmationProperties(@DefaultValue("3d") Duration life) {
}
