package cinema.orchestrator.retention;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is known of letters and mailings is kept.
 *
 * @param letters how long a letter itself is kept when it has ended: while its workflow
 * may be reset it is the same letter again
 * @param journal how long the journal tells what became of a letter
 * @param mailings how long a mailing is listed when it has ended
 */
@ConfigurationProperties(prefix = "cinema.retention", ignoreUnknownFields = false)
public record RetentionProperties(@DefaultValue("7d") Duration letters, @DefaultValue("395d") Duration journal,
		@DefaultValue("395d") Duration mailings) {

	public RetentionProperties {
		Bounds.positive("cinema.retention.letters", letters);
		Bounds.positive("cinema.retention.journal", journal);
		Bounds.positive("cinema.retention.mailings", mailings);
	}

}
