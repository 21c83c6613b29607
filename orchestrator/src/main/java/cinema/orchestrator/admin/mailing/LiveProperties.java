package cinema.orchestrator.admin.mailing;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the admin shows of a mailing while it goes on, at each instance.
 *
 * @param interval how often a mailing that somebody watches is looked at, however many
 * watch it
 * @param heartbeat after how long a browser hears that it is still told, where nothing
 * changed
 * @param longest for how long a stream is open; a browser then opens another by itself
 * @param most how many may be open; whoever comes then asks now and then instead
 * @param perPerson how many of them one person may have
 */
@ConfigurationProperties(prefix = "cinema.live", ignoreUnknownFields = false)
record LiveProperties(@DefaultValue("2s") Duration interval, @DefaultValue("15s") Duration heartbeat,
		@DefaultValue("5m") Duration longest, @DefaultValue("200") int most, @DefaultValue("4") int perPerson) {

	LiveProperties {
		Bounds.positive("cinema.live.interval", interval);
		Bounds.positive("cinema.live.heartbeat", heartbeat);
		Bounds.positive("cinema.live.longest", longest);
		Bounds.between("cinema.live.most", 1, 10_000, most);
		Bounds.between("cinema.live.per-person", 1, 100, perPerson);
	}

}
