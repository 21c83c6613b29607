package cinema.orchestrator.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import cinema.orchestrator.letter.ListHeaders;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.rendering.TemplateFiles;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Made-up values with which templates are tried and shown: of the files, and of authors.
 */
@Component
class TemplateSamples {

	static final String FIELD = "sample";

	private static final int LONGEST = 50_000;

	private static final String EXPECTED = "has to be a JSON object with details and context, at most " + LONGEST
			+ " characters";

	private final TemplateFiles files;

	TemplateSamples(TemplateFiles files) {
		this.files = files;
	}

	/** The sample of the files, or an object without values. */
	String of(String name) {
		String known = this.files.sample(name);
		return (known != null) ? known : "{\"details\": {}, \"context\": {}}";
	}

	/**
	 * All that a template has to take.
	 * @param own the author's own one, or null
	 * @throws RefusedException when that is none
	 */
	List<Map<String, @Nullable Object>> all(String name, String language, @Nullable String own) {
		List<Map<String, @Nullable Object>> all = new ArrayList<>();
		if (own == null || this.files.sample(name) != null) {
			all.add(values(of(name), language, true));
		}
		if (own != null) {
			all.add(values(own, language, true));
		}
		// Not everybody has told a name.
		all.add(values((own != null) ? own : of(name), language, false));
		return all;
	}

	/**
	 * What a template is given.
	 * @throws RefusedException when the sample is none
	 */
	Map<String, @Nullable Object> values(String sample, String language, boolean named) {
		ObjectNode read = read(sample);
		Map<String, @Nullable Object> person = new HashMap<>();
		boolean russian = language.equals("ru");
		person.put("first_name", named ? (russian ? "Анна" : "Ann") : null);
		person.put("last_name", named ? (russian ? "Ли" : "Lee") : null);
		person.put("name", named ? (russian ? "Анна Ли" : "Ann Lee") : "");
		person.put("locale", language);
		person.put("time_zone", "Europe/Moscow");
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		// Nor can everybody leave what a letter is about.
		values.put(Renderer.UNSUBSCRIBE, named ? ListHeaders.SAMPLE : null);
		values.put("receiver", person);
		values.put("event", Map.of("type", FIELD, "id", FIELD, "occurred_at", "2026-11-23T10:00:00Z"));
		for (String field : List.of("details", "context")) {
			JsonNode given = read.path(field);
			RefusedException.unless(given.isMissingNode() || given.isObject(), FIELD, EXPECTED);
			values.put(field, given.isObject() ? JsonMapper.shared().treeToValue(given, Map.class) : Map.of());
		}
		return values;
	}

	private static ObjectNode read(String sample) {
		RefusedException.unless(sample.length() <= LONGEST, FIELD, EXPECTED);
		try {
			if (JsonMapper.shared().readTree(sample) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			throw new RefusedException(FIELD, EXPECTED);
		}
		throw new RefusedException(FIELD, EXPECTED);
	}

	/** What there is to print, by example: {@code context.movies[].title} to a film's. */
	SortedMap<String, String> variables(String sample) {
		SortedMap<String, String> variables = new TreeMap<>();
		values(sample, "en", true).forEach((name, value) -> add(variables, name, value));
		return variables;
	}

	private static void add(SortedMap<String, String> variables, String path, @Nullable Object value) {
		if (value instanceof Map<?, ?> fields) {
			fields.forEach((name, each) -> add(variables, path + "." + name, each));
		}
		else if (value instanceof List<?> list) {
			list.forEach((each) -> add(variables, path + "[]", each));
		}
		else {
			variables.putIfAbsent(path, String.valueOf(value));
		}
	}

}
