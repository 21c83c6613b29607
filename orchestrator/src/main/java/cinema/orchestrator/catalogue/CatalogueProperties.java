package cinema.orchestrator.catalogue;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The catalogue as YAML says it.
 *
 * @param events event type to what it asks for; see {@code catalogue.yaml}
 * @param topics what letters are about, by name: what people choose from
 * @param defaultTopic the topic of a mailing that names none, and whose template has the
 * name of none; without it such a mailing is refused
 * @param caps classes of letters by name, and how many of each a person gets
 */
@ConfigurationProperties(prefix = "cinema.catalogue", ignoreUnknownFields = false)
record CatalogueProperties(@DefaultValue Map<String, EventEntry> events, @DefaultValue Map<String, TopicEntry> topics,
		@Nullable String defaultTopic, @DefaultValue Map<String, CapEntry> caps) {
}
