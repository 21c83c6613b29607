package cinema.orchestrator.rendering;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Where templates are and what a letter may cost.
 *
 * @param templateLocations folders to look in, the first that has a template wins
 * @param languages of templates beside English, as language codes of ISO 639
 * @param timeout how long a letter may take, of a processor that is not busy otherwise
 * @param linkBaseUrl what relative links in letters are relative to
 * @param timeout how long the rendering of one letter may take
 * @param maxSize the largest part of a letter
 */
@ConfigurationProperties(prefix = "cinema.rendering", ignoreUnknownFields = false)
record RenderingProperties(@DefaultValue("classpath:/templates/") List<String> templateLocations,
		@DefaultValue("ru") List<String> languages, @DefaultValue("http://localhost:8081") URI linkBaseUrl,
		@DefaultValue("2s") Duration timeout, @DefaultValue("256KB") DataSize maxSize) {

	RenderingProperties {
		Bounds.require(!templateLocations.isEmpty(), "cinema.rendering.template-locations", "a list of folders",
				templateLocations);
		languages.forEach((language) -> Bounds.require(language.matches("[a-z]{2,3}"), "cinema.rendering.languages",
				"a list of codes like ru", language));
		Bounds.web("cinema.rendering.link-base-url", linkBaseUrl);
		Bounds.positive("cinema.rendering.timeout", timeout);
		Bounds.positive("cinema.rendering.max-size", maxSize);
	}

	/** The base URL without a slash at its end. */
	String linkBase() {
		return StringUtils.trimTrailingCharacter(this.linkBaseUrl.toString(), '/');
	}

}
