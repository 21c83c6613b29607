package cinema.orchestrator.order;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import cinema.platform.problem.RefusedException;
import cinema.platform.text.Nearest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;

/**
 * Orders by REST are spelt as the API describes them. On Kafka, where nobody waits who
 * could mend it, capital letters and spaces around a word are let be.
 */
public final class Spelling {

	/** The name of a template, its channel before and its ending after it or not. */
	public static final String TEMPLATE = "^((email|sms|web)/)?[a-z0-9_]{1,100}(\\.md)?$";

	/** The first page of an audience. */
	public static final String RECEIVERS = "^https?://\\S+$";

	/** A channel. */
	public static final String CHANNEL = "^(email|sms|web)$";

	/** A moment, or a local date-time. */
	public static final String SEND_AT = "^\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[+-]\\d\\d(:\\d\\d)?)?$";

	/** A topic. */
	public static final String TOPIC = "^[a-z0-9_]{1,60}$";

	/** Letters per second, when they are no number. */
	public static final String RATE = "^(?!0+(\\.0+)?$)(\\d{1,5}(\\.\\d{1,9})?|100000)$";

	/** Of the fields of a mailing. */
	public static final Spelling OF_MAILINGS = new Spelling()
		.word("receivers", RECEIVERS, "has to be a URL, with the name of a service for its host")
		.word("template", TEMPLATE, "has to be <channel>/<name>.md, the name of a-z, 0-9 and _")
		.word("delivery_type", CHANNEL, "has to be email, sms or web, in small letters")
		.word("topic", TOPIC, "has to be of a-z, 0-9 and _")
		.word("urgency", "urgent|normal|bulk", "has to be urgent, normal or bulk, in small letters")
		.word("quiet_hours", "hold|ignore", "has to be hold or ignore, in small letters")
		.word("send_at", SEND_AT,
				"has to be an instant such as 2026-11-27T07:00:00Z, or the receivers' local time such as 2026-11-27T10:00")
		.word("rate", RATE, "has to be more than 0 and at most 100000 letters per second");

	private final Map<String, Word> words = new LinkedHashMap<>();

	/** Says how a field is spelt. */
	public Spelling word(String field, String pattern, String reason) {
		this.words.put(field, new Word(Pattern.compile(pattern), reason));
		return this;
	}

	/**
	 * Refuses what is spelt otherwise; of what is no text nothing is said.
	 * @param within what stands before the names of the fields, for example
	 * {@code mailing.}
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public void require(ObjectNode order, String within) {
		this.words.forEach((field, word) -> {
			if (!all(order.path(field)).stream().allMatch(word::fits)) {
				throw new RefusedException(HttpStatus.BAD_REQUEST, within + field, word.reason());
			}
		});
	}

	/**
	 * Refuses a field that nobody reads, and says which one was probably meant.
	 * @throws RefusedException that names it
	 */
	public static void requireKnown(ObjectNode order, String within, List<String> fields) {
		for (String name : order.propertyNames()) {
			RefusedException.unless(fields.contains(name), within + name,
					"is not known; " + Nearest.to(name, fields)
						.map((near) -> "did you mean " + near + "?")
						.orElseGet(() -> "known are " + String.join(", ", fields)));
		}
	}

	private static List<JsonNode> all(JsonNode value) {
		return value.isArray() ? value.valueStream().toList() : List.of(value);
	}

	private record Word(Pattern pattern, String reason) {

		boolean fits(JsonNode value) {
			return !value.isString() || this.pattern.matcher(value.asString()).matches();
		}

	}

}
