package cinema.dev.document;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a document says that commands print, beside what they print. */
final class Answer {

	private static final String ANY = "...";

	private static final JsonMapper JSON = JsonMapper.shared();

	private Answer() {
	}

	/** The first difference, in words; empty when there is none. */
	static Optional<String> difference(Block expected, String came) {
		return expected.isJson() ? json(expected.text(), came) : text(expected.text(), came);
	}

	private static Optional<String> text(String expected, String came) {
		String pattern = Arrays.stream(Mask.apply(expected).strip().split("\n"))
			.map(String::stripTrailing)
			.map((line) -> line.strip().equals(ANY) ? "(?s:(.*?\n)?)" : line(line) + "\n")
			.collect(Collectors.joining());
		// A terminal shows no byte order mark.
		String real = Mask.apply(came).replaceAll("^\uFEFF|[ \t\r]+(?=\n)", "").strip() + "\n";
		return Pattern.matches(pattern, real) ? Optional.empty() : Optional.of("the text is another one");
	}

	private static String line(String line) {
		return Arrays.stream(line.split(Pattern.quote(ANY), -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
	}

	private static Optional<String> json(String expected, String came) {
		String valid = expected.replaceAll("(:\\s*)\\.\\.\\.", "$1\"...\"")
			.replaceAll("\\.\\.\\.(\\s*})", "\"...\": \"...\"$1")
			.replaceAll("\\.\\.\\.(\\s*])", "\"...\"$1");
		try {
			return difference("", JSON.readTree(valid), JSON.readTree(came));
		}
		catch (JacksonException ex) {
			return Optional.of("no JSON: " + ex.getOriginalMessage());
		}
	}

	private static Optional<String> difference(String path, JsonNode expected, JsonNode came) {
		if (expected.isString() && expected.asString().equals(ANY)) {
			return Optional.empty();
		}
		if (expected.isObject() && came.isObject()) {
			return fields(path, expected, came);
		}
		if (expected.isArray() && came.isArray()) {
			return elements(path, expected.valueStream().toList(), came.valueStream().toList());
		}
		boolean same = (expected.isString() && came.isString())
				? Pattern.matches(line(Mask.apply(expected.asString())), Mask.apply(came.asString()))
				: expected.equals(came);
		return same ? Optional.empty() : Optional.of(path + " is " + came + ", not " + expected);
	}

	private static Optional<String> fields(String path, JsonNode expected, JsonNode came) {
		for (Map.Entry<String, JsonNode> field : expected.properties()) {
			if (field.getKey().equals(ANY)) {
				continue;
			}
			if (!came.has(field.getKey())) {
				return Optional.of(path + "/" + field.getKey() + " is missing");
			}
			Optional<String> difference = difference(path + "/" + field.getKey(), field.getValue(),
					came.path(field.getKey()));
			if (difference.isPresent()) {
				return difference;
			}
		}
		return expected.has(ANY) ? Optional.empty()
				: came.propertyNames()
					.stream()
					.filter((name) -> !expected.has(name))
					.findFirst()
					.map((name) -> path + "/" + name + " is not in the document");
	}

	private static Optional<String> elements(String path, List<JsonNode> expected, List<JsonNode> came) {
		if (!expected.isEmpty() && expected.get(expected.size() - 1).asString("").equals(ANY)) {
			return expected.subList(0, expected.size() - 1)
				.stream()
				.filter((one) -> came.stream().noneMatch((other) -> difference(path, one, other).isEmpty()))
				.findFirst()
				.map((one) -> path + " has nothing like " + one);
		}
		if (expected.size() != came.size()) {
			return Optional.of(path + " has " + came.size() + " elements, not " + expected.size());
		}
		for (int place = 0; place < came.size(); place++) {
			Optional<String> difference = difference(path + "/" + place, expected.get(place), came.get(place));
			if (difference.isPresent()) {
				return difference;
			}
		}
		return Optional.empty();
	}

}
