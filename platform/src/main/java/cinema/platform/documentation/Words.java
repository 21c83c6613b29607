package cinema.platform.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.core.io.Resource;

/**
 * A part of an OpenAPI document that is laid over a whole one (RFC 7396, and parameters
 * by their names).
 */
final class Words {

	private final JsonNode words;

	private Words(JsonNode words) {
		this.words = words;
	}

	static Words of(Resource yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		options.setMaxAliasesForCollections(1_000);
		try (InputStream stream = yaml.getInputStream()) {
			return new Words(new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(options)).load(stream)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	OpenAPI over(OpenAPI document) {
		ObjectNode whole = Json31.mapper().valueToTree(document);
		lay(this.words, whole);
		try {
			return Json31.mapper().treeToValue(whole, OpenAPI.class);
		}
		catch (JsonProcessingException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void lay(JsonNode words, ObjectNode over) {
		words.properties().forEach((one) -> {
			JsonNode there = over.get(one.getKey());
			if (one.getValue().isNull()) {
				over.remove(one.getKey());
			}
			else if (there instanceof ObjectNode object && one.getValue().isObject()) {
				lay(one.getValue(), object);
			}
			else if (there instanceof ArrayNode array && one.getKey().equals("parameters")) {
				one.getValue().forEach((parameter) -> layNamed(parameter, array));
			}
			else {
				over.set(one.getKey(), one.getValue().deepCopy());
			}
		});
	}

	/** One that is not there stays out. */
	private static void layNamed(JsonNode parameter, ArrayNode over) {
		over.forEach((there) -> {
			if (there.path("name").equals(parameter.path("name"))) {
				lay(parameter, (ObjectNode) there);
			}
		});
	}

}
