package cinema.orchestrator.rendering;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where templates are and what a letter may cost.
 *
 * @param templateLocations folders to look in, the first that has a template wins
 * @param languages of templates beside English, as language codes of ISO 639
 * @param timeout how long a letter may take, of a processor that is not busy otherwise
 * @param linkBaseUrl what relative links in letters are relative to
 */
@ConfigurationProperties(prefix = "cinema.rendering", ignoreUnknownFields = false)
record RenderingProperties(@DefaultValue("classpath:/templates/") List<String> templateLocations,
		@DefaultValue("ru") List<String> languages, @DefaultValue("http://localhost:8081") URI linkBaseUrl,
		@DefaultValue("2s") Duration timeout, @DefaultValue("256KB") DataSize maxSize) {

	/** The base URL without a slash at its end. */
	String linkBase() {
		String base = this.linkBaseUrl.toString();
		return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
	}

}
