package cinema.orchestrator.catalogue;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The catalogue as YAML says it.
 *
 * @param events event type to what it asks for; see {@code catalogue.yaml}
 */
@ConfigurationProperties(prefix = "cinema.catalogue", ignoreUnknownFields = false)
record CatalogueProperties(@DefaultValue Map<String, EventEntry> events) {
}
