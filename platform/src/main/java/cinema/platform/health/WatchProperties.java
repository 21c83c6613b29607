package cinema.platform.health;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the system is watched.
 *
 * @param every how often figures are asked for that cost a question to somebody else
 */
@ConfigurationProperties(prefix = "cinema.watch", ignoreUnknownFields = false)
record WatchProperties(@DefaultValue("15s") Duration every) {

	WatchProperties {
		Bounds.positive("cinema.watch.every", every);
	}

}
