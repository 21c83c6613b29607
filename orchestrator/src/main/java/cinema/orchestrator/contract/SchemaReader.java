package cinema.orchestrator.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * Reads schemas of JSON Schema 2020-12, which may refer to each other by the names of
 * their files, and to nothing else: no network, no other file.
 */
final class SchemaReader {

	/** What every schema of an event type has to include. */
	static final String COMMON = "event" + ContractFiles.SCHEMA;

	private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

	/** A name that nobody can ever have (RFC 2606). */
	private static final String BASE = "https://contracts.invalid/";

	private static final Dialect OURS = Dialect.builder(Dialects.getDraft202012())
		.keyword(new NonValidationKeyword(EventSchema.WORDS))
		.build();

	private static final String ENDLESS = "refers to itself without an end";

	private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
		.pathType(PathType.JSON_PATH)
		.regularExpressionFactory(BoundedPattern::new)
		.build();

	private final Map<String, String> files;

	private final Map<String, JsonNode> sources = new HashMap<>();

	private final SchemaRegistry registry;

	private final Schema dialect;

	SchemaReader(Map<String, String> files) {
		this.files = files;
		Map<String, String> known = files.entrySet()
			.stream()
			.collect(Collectors.toMap((one) -> BASE + one.getKey(), Map.Entry::getValue));
		this.registry = SchemaRegistry.withDialect(OURS,
				(registry) -> registry.schemas(known)
					.schemaLoader((loader) -> loader.allow((iri) -> iri.toString().startsWith(BASE)))
					.schemaRegistryConfig(CONFIG));
		this.dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
			.getSchema(SchemaLocation.of(DIALECT));
	}

	/**
	 * The schema of a file.
	 * @throws IllegalArgumentException that says what is wrong with it
	 */
	EventSchema read(String file) {
		JsonNode source = source(file);
		try {
			Schema schema = this.registry.getSchema(SchemaLocation.of(BASE + file), source);
			schema.initializeValidators();
			this.sources.put(BASE + file, source);
			EventSchema read = new EventSchema(source, schema, this.sources);
			Assert.isTrue(read.ends(), ENDLESS);
			return read;
		}
		catch (StackOverflowError endless) {
			throw new IllegalArgumentException(ENDLESS, endless);
		}
		catch (SchemaException | PatternSyntaxException ex) {
			throw new IllegalArgumentException(String.valueOf(ex.getMessage()).replaceAll("\\s+", " "), ex);
		}
	}

	private JsonNode source(String file) {
		String text = this.files.getOrDefault(file, "");
		try {
			JsonNode source = JsonMapper.shared().readTree(text);
			Assert.isTrue(source.isObject(), "is no JSON object");
			Assert.isTrue(source.path("$schema").asString("").equals(DIALECT), "has to have the $schema " + DIALECT);
			List<String> faults = this.dialect.validate(text, InputFormat.JSON)
				.stream()
				.map((fault) -> fault.getInstanceLocation() + ": " + fault.getMessage())
				.toList();
			Assert.isTrue(faults.isEmpty(), "is no valid schema: " + String.join("; ", faults));
			Assert.isTrue(file.equals(COMMON) || includesCommon(source),
					"has to include {\"$ref\": \"" + COMMON + "\"} in its allOf");
			return source;
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("is no valid JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	private static boolean includesCommon(JsonNode source) {
		return source.path("allOf").valueStream().anyMatch((one) -> one.path("$ref").asString("").equals(COMMON));
	}

}
