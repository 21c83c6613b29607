package cinema.orchestrator.watch;

import java.time.Duration;

import cinema.orchestrator.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the system is watched.
 *
 * @param every how often figures are asked for that cost a question to Temporal or Kafka
 */
@ConfigurationProperties(prefix = "cinema.watch", ignoreUnknownFields = false)
record WatchProperties(@DefaultValue("15s") Duration every) {

	WatchProperties {
		Bounds.positive("cinema.watch.every", every);
	}

}
