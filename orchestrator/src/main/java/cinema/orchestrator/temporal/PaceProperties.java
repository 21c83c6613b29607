package cinema.orchestrator.temporal;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many events are in hand at the same time.
 *
 * @param inHand workflow tasks at the same time, each with its dispatch: so few that a
 * receipt comes before its dispatch stops waiting, so many that the worker is busy
 * @param startWait how long a record from Kafka waits for a workflow task to be free;
 * then its workflow is started none the less, and its task waits in Temporal
 */
@ConfigurationProperties(prefix = "cinema.pace", ignoreUnknownFields = false)
record PaceProperties(@DefaultValue("40") int inHand, @DefaultValue("1s") Duration startWait) {

	PaceProperties {
		Bounds.between("cinema.pace.in-hand", 10, 10_000, inHand);
		Bounds.notNegative("cinema.pace.start-wait", startWait);
	}

}
