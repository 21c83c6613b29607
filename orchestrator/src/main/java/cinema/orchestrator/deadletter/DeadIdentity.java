package cinema.orchestrator.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What of a dead letter can be told: whose it is and whom it names, as far as it can be
 * read at all.
 *
 * @param names every id in it that may be a user's; UUIDs in small letters
 * @param addresses whatever in it may be an address of email
 */
record DeadIdentity(@Nullable String eventType, @Nullable String eventId, Set<String> names, Set<String> addresses) {

	private static final Pattern UUID = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

	private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>(),:;@\\\\]{1,64}@[^\\s\"'<>(),:;@\\\\]{1,255}");

	/** Stands among the names of one that says more addresses than are kept of it. */
	static final String ANYBODY = "*";

	private static final int MOST = 1000;

	private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,100}");

	private static final Pattern OF_EVENT = Pattern.compile("event/([a-z0-9_]{1,100})/.*");

	private static final Set<String> OF_USERS = Set.of("user_id", "userId", "id");

	static DeadIdentity of(byte[] body) {
		String raw = new String(body, StandardCharsets.UTF_8);
		Set<String> names = new LinkedHashSet<>();
		JsonNode node = tree(raw);
		each(node, names::add);
		String text = said(node, raw);
		UUID.matcher(text).results().forEach((found) -> names.add(found.group().toLowerCase(Locale.ROOT)));
		String event = matching(ID, node.path(node.has("event_id") ? "event_id" : "id"));
		Set<String> addresses = ADDRESS.matcher(text)
			.results()
			.map(MatchResult::group)
			.distinct()
			.limit(MOST + 1L)
			.collect(Collectors.toSet());
		if (addresses.size() > MOST) {
			names.add(ANYBODY);
		}
		return new DeadIdentity(type(node), event, names, addresses);
	}

	/** JSON may write each letter of an address as an escape. */
	private static String said(JsonNode node, String raw) {
		if (node.isMissingNode()) {
			return raw;
		}
		StringBuilder said = new StringBuilder();
		texts(node, (text) -> said.append(text).append('\n'));
		return said.toString();
	}

	private static void texts(JsonNode node, Consumer<String> found) {
		node.properties().forEach((field) -> found.accept(field.getKey()));
		if (node.isValueNode()) {
			found.accept(node.asString(""));
		}
		node.values().forEach((child) -> texts(child, found));
	}

	private static JsonNode tree(String text) {
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	private static void each(JsonNode node, Consumer<String> found) {
		node.properties().forEach((field) -> {
			String id = OF_USERS.contains(field.getKey()) ? matching(ID, field.getValue()) : null;
			if (id != null) {
				found.accept(id);
			}
		});
		node.values().forEach((child) -> each(child, found));
	}

	private static @Nullable String type(JsonNode node) {
		String named = matching(TYPE, node.path(node.has("event_type") ? "event_type" : "event"));
		if (named != null) {
			return named.replaceAll("_event$", "");
		}
		var workflow = OF_EVENT.matcher(node.path("workflow_id").asString(""));
		return workflow.matches() ? workflow.group(1) : null;
	}

	private static @Nullable String matching(Pattern pattern, JsonNode value) {
		String text = value.isValueNode() ? value.asString("") : "";
		return pattern.matcher(text).matches() ? text : null;
	}

}
