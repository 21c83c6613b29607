package cinema.orchestrator.intake;

import java.time.Duration;
import java.util.List;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How events are taken.
 *
 * @param topics the Kafka topics to read
 * @param deadLetterSuffix what is added to a Kafka topic's name for its dead letters
 * @param maxSize the largest record that is still an event
 * @param maxAhead how far the producer's clock may be ahead of ours
 * @param parallelStarts how many workflows are started at the same time
 */
@ConfigurationProperties(prefix = "cinema.intake", ignoreUnknownFields = false)
public record IntakeProperties(@DefaultValue("notifications.events") List<String> topics,
		@DefaultValue(".dead") String deadLetterSuffix, @DefaultValue("512KB") DataSize maxSize,
		@DefaultValue("5m") Duration maxAhead, @DefaultValue("32") int parallelStarts) {

	public IntakeProperties {
		Bounds.require(!topics.isEmpty() && topics.stream().noneMatch(String::isBlank), "cinema.intake.topics",
				"a list of Kafka topics", topics);
		Bounds.present("cinema.intake.dead-letter-suffix", deadLetterSuffix);
		Bounds.positive("cinema.intake.max-size", maxSize);
		Bounds.notNegative("cinema.intake.max-ahead", maxAhead);
		Bounds.between("cinema.intake.parallel-starts", 1, 1000, parallelStarts);
	}

	/** The Kafka topic of the dead letters of a topic. */
	public String deadLetters(String topic) {
		return topic + this.deadLetterSuffix;
	}

}
