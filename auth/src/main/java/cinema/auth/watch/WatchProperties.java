package cinema.auth.watch;

import java.time.Duration;

import cinema.auth.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the system is watched.
 *
 * @param every how often figures are asked for that cost a question to the database
 */
@ConfigurationProperties(prefix = "cinema.watch", ignoreUnknownFields = false)
record WatchProperties(@DefaultValue("15s") Duration every) {

	WatchProperties {
		Bounds.positive("cinema.watch.every", every);
	}

}
