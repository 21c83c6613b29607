package cinema.orchestrator.collected;

import java.time.DayOfWeek;
import java.time.LocalTime;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Digests of people who did not say it otherwise.
 *
 * @param at the hour of their zone at which what was collected is sent
 * @param on the day on which what was collected for a week is sent
 * @param mostItems how many items a letter shows, the newest; what is more is counted
 */
@ConfigurationProperties(prefix = "cinema.digest", ignoreUnknownFields = false)
public record DigestProperties(@DefaultValue("18:00") LocalTime at, @DefaultValue("monday") DayOfWeek on,
		@DefaultValue("100") int mostItems) {

	public DigestProperties {
		Bounds.require(mostItems >= 1 && mostItems <= 1000, "cinema.digest.most-items", "1 to 1000", mostItems);
	}

}
