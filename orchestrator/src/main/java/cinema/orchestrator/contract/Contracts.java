package cinema.orchestrator.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.platform.setting.RefusedSettingsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * The schema and the sample of each event type of the catalogue. A schema that is none,
 * or that its own sample breaks, stops the start and is named; a type without one takes
 * what all events have.
 */
@Component
public class Contracts {

	private static final Logger logger = LoggerFactory.getLogger(Contracts.class);

	private static final String REFERENCE = "$ref";

	private final Map<String, EventSchema> schemas = new HashMap<>();

	private final Map<String, JsonNode> samples = new HashMap<>();

	private final SortedSet<String> types;

	private final EventSchema common;

	Contracts(ContractFiles files, Catalogue catalogue) {
		this.types = new TreeSet<>(catalogue.eventTypes());
		this.types.add(Catalogue.MAILING);
		SchemaReader reader = new SchemaReader(files.schemas());
		List<String> faults = new ArrayList<>();
		EventSchema all = read(SchemaReader.COMMON, reader, faults);
		for (String type : this.types) {
			EventSchema schema = (files.text(file(type)) != null) ? read(file(type), reader, faults) : all;
			if (schema != null) {
				this.schemas.put(type, schema);
				readSample(type, files, schema, faults);
			}
		}
		if (all == null || !faults.isEmpty()) {
			throw new RefusedSettingsException(faults);
		}
		this.common = all;
		warnOfOthers(files);
	}

	private void warnOfOthers(ContractFiles files) {
		Set<String> others = new TreeSet<>(files.schemas().keySet());
		others.remove(SchemaReader.COMMON);
		this.types.forEach((type) -> others.remove(file(type)));
		if (!others.isEmpty()) {
			logger.warn("The catalogue has no events of these schemas: {}", String.join(", ", others));
		}
	}

	private static String file(String type) {
		return "event-" + type + ContractFiles.SCHEMA;
	}

	private static @Nullable EventSchema read(String file, SchemaReader reader, List<String> faults) {
		try {
			return reader.read(file);
		}
		catch (IllegalArgumentException ex) {
			faults.add(file + " (cinema.contract.locations) " + ex.getMessage());
			return null;
		}
	}

	private void readSample(String type, ContractFiles files, EventSchema schema, List<String> faults) {
		String file = "event-" + type + ".json";
		String text = files.text(file);
		if (text == null) {
			return;
		}
		try {
			JsonNode sample = JsonMapper.shared().readTree(text);
			schema.check(sample)
				.ifPresent((fault) -> faults.add(file + " (cinema.contract.locations) breaks its schema: " + fault));
			this.samples.put(type, sample);
		}
		catch (JacksonException ex) {
			faults.add(file + " (cinema.contract.locations) is no valid JSON: " + ex.getOriginalMessage());
		}
	}

	/** What is wrong with an event of a type that the catalogue knows, if anything. */
	public Optional<Violation> violation(String type, JsonNode event) {
		return this.schemas.getOrDefault(type, this.common).check(event);
	}

	/** All types that there are, that of mailings too. */
	public SortedSet<String> types() {
		return this.types;
	}

	public JsonNode common() {
		return this.common.source();
	}

	/** The schema as it is in its file; null when any object will do. */
	public @Nullable JsonNode source(String type) {
		EventSchema schema = this.schemas.getOrDefault(type, this.common);
		return (schema != this.common) ? schema.source() : null;
	}

	/**
	 * The schema with that of all events in it, so that nothing else is needed to hold it
	 * against an event; null when any object will do.
	 */
	@Nullable JsonNode whole(String type) {
		if (!(source(type) instanceof ObjectNode source)) {
			return null;
		}
		ObjectNode whole = source.deepCopy();
		referTo("#/$defs/event", whole);
		ObjectNode inner = (ObjectNode) common().deepCopy();
		inner.remove("$schema");
		whole.withObjectProperty("$defs").set("event", inner);
		return whole;
	}

	/** Lets what refers to the schema of all events refer to another place. */
	public static void referTo(String place, ObjectNode schema) {
		schema.path("allOf")
			.valueStream()
			.filter((one) -> one.path(REFERENCE).asString("").equals(SchemaReader.COMMON))
			.forEach((one) -> ((ObjectNode) one).put(REFERENCE, place));
	}

	/** An event of the type; null where nobody wrote one. */
	public @Nullable JsonNode sample(String type) {
		return this.samples.get(type);
	}

}
