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
 * @param linkBaseUrl what relative links in letters are relative to
 */
@ConfigurationProperties(prefix = "cinema.rendering", ignoreUnknownFields = false)
record RenderingProperties(@DefaultValue("classpath:/templates/") List<String> templateLocations,
		@DefaultValue("http://localhost:8081") URI linkBaseUrl, @DefaultValue("2s") Duration timeout,
		@DefaultValue("256KB") DataSize maxSize) {
}
