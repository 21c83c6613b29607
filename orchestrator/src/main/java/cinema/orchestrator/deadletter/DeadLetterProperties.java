package cinema.orchestrator.deadletter;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Dead letters as staff see them.
 *
 * @param keep how long one can be replayed, as long as the brokers keep theirs; never as
 * long as the worker's ledger knows what was sent
 */
@ConfigurationProperties(prefix = "cinema.dead-letters", ignoreUnknownFields = false)
record DeadLetterProperties(@DefaultValue("7d") Duration keep) {

	DeadLetterProperties {
		Bounds.positive("cinema.dead-letters.keep", keep);
	}

}
