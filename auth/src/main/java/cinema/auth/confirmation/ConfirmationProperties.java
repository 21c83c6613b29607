package cinema.auth.confirmation;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an address is confirmed.
 *
 * @param life how long the link in a confirmation letter works
 * @param undoLife how long an address that was left can be had back; nobody else gets it
 * until then
 * @param undoPage where the link of the warning leads, with {@code ?code=}: a path of
 * ours or an allowed host
 */
@ConfigurationProperties(prefix = "cinema.confirmation", ignoreUnknownFields = false)
public record ConfirmationProperties(@DefaultValue("3d") Duration life, @DefaultValue("7d") Duration undoLife,
		@DefaultValue("/email-undo") String undoPage) {

	public ConfirmationProperties {
		Bounds.positive("cinema.confirmation.life", life);
		Bounds.positive("cinema.confirmation.undo-life", undoLife);
	}

}
