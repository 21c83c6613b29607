package cinema.auth.preference;

import java.net.URI;
import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where it is declared what people choose from.
 *
 * @param topicsUrl what answers the topics, with the words for them
 * @param timeout how long it may take
 * @param remember how long an answer counts
 * @param optInLife how long the link works by which somebody confirms that they meant
 * their yes, where a topic asks for that
 */
@ConfigurationProperties(prefix = "cinema.preference", ignoreUnknownFields = false)
record PreferenceProperties(@DefaultValue("http://localhost:8082/api/v1/topics") URI topicsUrl,
		@DefaultValue("2s") Duration timeout, @DefaultValue("1m") Duration remember,
		@DefaultValue("3d") Duration optInLife) {

	PreferenceProperties {
		Bounds.web("cinema.preference.topics-url", topicsUrl);
		Bounds.positive("cinema.preference.timeout", timeout);
		Bounds.positive("cinema.preference.remember", remember);
		Bounds.positive("cinema.preference.opt-in-life", optInLife);
	}

}
