package cinema.auth.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;

/** The schemas by which readers of events refuse them. */
public final class EventSchemas {

	private static final String BASE = "https://contracts.invalid/";

	private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
			(registry) -> registry.schemas((address) -> address.startsWith(BASE) ? file(address) : null));

	private EventSchemas() {
	}

	/** What an event breaks of the schema of its type. */
	public static List<String> faults(JsonNode event) {
		String file = "event-" + event.path("event_type").asString() + ".schema.json";
		return SCHEMAS.getSchema(SchemaLocation.of(BASE + file))
			.validate(event)
			.stream()
			.map(Object::toString)
			.toList();
	}

	private static String file(String address) {
		try {
			return Files.readString(Path.of("../docs/contracts", address.substring(BASE.length())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
