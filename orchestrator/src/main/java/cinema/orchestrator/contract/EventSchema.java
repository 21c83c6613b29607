package cinema.orchestrator.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A schema that is ready to be held against events. */
final class EventSchema {

	/** A list of a hundred thousand entries takes less than half of it. */
	private static final long STEPS = 2_000_000;

	private static final int DEPTH = 300;

	/** Our keyword for what to say when another one of the same schema is broken. */
	static final String WORDS = "x-expected";

	private static final Violation TOO_MUCH = new Violation(Violation.WHOLE,
			"is more than can be held against its schema");

	private final JsonNode source;

	private final Schema schema;

	private final Map<String, JsonNode> sources;

	/**
	 * Makes one.
	 * @param sources all that it refers to, by their addresses
	 */
	EventSchema(JsonNode source, Schema schema, Map<String, JsonNode> sources) {
		this.source = source;
		this.schema = schema;
		this.sources = sources;
	}

	JsonNode source() {
		return this.source;
	}

	/**
	 * The first thing that is wrong with an event; nothing when it is as it should be.
	 */
	Optional<Violation> check(JsonNode event) {
		try {
			List<Error> errors = this.schema.validate(event, EventSchema::limit);
			return errors.stream().findFirst().map((error) -> Violation.of(error, words(error)));
		}
		catch (ValidationLimitExceededException ex) {
			return Optional.of(TOO_MUCH);
		}
	}

	/** Whether it comes to an end with an event that says nothing. */
	boolean ends() {
		return check(JsonMapper.shared().createObjectNode()).filter(TOO_MUCH::equals).isEmpty();
	}

	private String words(Error error) {
		SchemaLocation broken = error.getSchemaLocation();
		JsonNode schema = this.sources.getOrDefault(String.valueOf(broken.getAbsoluteIri()), MissingNode.getInstance());
		NodePath path = broken.getFragment();
		for (int i = 0; i < path.getNameCount() - 1; i++) {
			schema = (path.getElement(i) instanceof Integer index) ? schema.path(index)
					: schema.path(String.valueOf(path.getElement(i)));
		}
		return schema.path(WORDS).path(error.getKeyword()).asString("");
	}

	private static void limit(ExecutionContext context) {
		context.executionConfig((config) -> config.failFast(true).maxEvaluationSteps(STEPS).maxEvaluationDepth(DEPTH));
	}

}
