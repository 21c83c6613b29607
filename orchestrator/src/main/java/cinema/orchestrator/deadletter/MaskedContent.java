package cinema.orchestrator.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A dead letter to be read by staff: its shape, the fields that name nobody, and of all
 * others how long they are. What is shown is listed; what nobody thought of is masked.
 */
final class MaskedContent {

	private static final int MOST = 8_000;

	private static final Set<String> SHOWN = Set.of("event_type", "event", "id", "event_id", "from_service",
			"occurred_at", "priority", "user_id", "template", "delivery_type", "expires_in", "send_at", "quiet_hours",
			"topic", "class", "over_cap", "urgency", "rate", "posting_id", "workflow_id", "notice", "channel",
			"attempt", "status", "at", "deadline", "time_zone", "locale", "retry_at", "ours");

	/** Whose URLs are what staff have to mend. */
	private static final Set<String> PLACES = Set.of("receivers", "template_context", "attachments");

	private static final Pattern HARMLESS = Pattern.compile("(?!\\+)[A-Za-z0-9._:/+ -]{0,220}");

	private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

	private static final Pattern URL = Pattern.compile("(https?://[A-Za-z0-9._:-]{1,100})(/[^?#\\s@]{0,300})?(.*)",
			Pattern.DOTALL);

	private static final Pattern LETTERS = Pattern.compile("\"[A-Za-z_]{1,60}\"\\s*:|\\p{L}|\\p{N}");

	private MaskedContent() {
	}

	static String of(byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		try {
			JsonNode node = JsonMapper.shared().readTree(text);
			if (node.isObject() || node.isArray()) {
				return cut(mask("", node, false).toPrettyString());
			}
		}
		catch (JacksonException ex) {
			// Its letters are masked, its marks tell what is wrong with it.
		}
		return cut(letters(text.substring(0, Math.min(text.length(), MOST))));
	}

	private static String cut(String text) {
		return (text.length() <= MOST) ? text : text.substring(0, MOST) + "...";
	}

	private static JsonNode mask(String key, JsonNode value, boolean place) {
		boolean within = place || PLACES.contains(key);
		if (value.isObject()) {
			ObjectNode masked = JsonMapper.shared().createObjectNode();
			value.properties()
				.forEach((field) -> masked.set(KEY.matcher(field.getKey()).matches() ? field.getKey() : "***",
						mask(field.getKey(), field.getValue(), within)));
			return masked;
		}
		if (value.isArray()) {
			ArrayNode masked = JsonMapper.shared().createArrayNode();
			value.values().forEach((one) -> masked.add(mask(key, one, within)));
			return masked;
		}
		if (value.isNull() || value.isBoolean()) {
			return value;
		}
		return SHOWN.contains(key) && HARMLESS.matcher(value.asString("")).matches() ? value
				: StringNode.valueOf(masked(value.asString(""), within));
	}

	/** Of a URL the place is shown where it is to be mended, and else its host alone. */
	private static String masked(String text, boolean place) {
		Matcher url = URL.matcher(text);
		if (!url.matches()) {
			return "*** (" + text.length() + ")";
		}
		String path = (url.group(2) != null) ? url.group(2) : "";
		boolean all = place || path.isEmpty();
		return url.group(1) + (all ? path : "/***") + (url.group(3).isEmpty() ? "" : "***");
	}

	private static String letters(String text) {
		return LETTERS.matcher(text).replaceAll((found) -> {
			String one = found.group();
			return (one.length() > 2) ? Matcher.quoteReplacement(one)
					: Character.isLetter(one.codePointAt(0)) ? "x" : "0";
		});
	}

}
