package cinema.orchestrator.order;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import cinema.platform.problem.RefusedException;
import cinema.platform.text.Nearest;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Form;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders by REST are spelt as the API describes them. On Kafka, where nobody waits who
 * could mend it, capital letters and spaces around a word are let be.
 */
public final class Spelling {

	/** A span of time, of which {@link TimeSpan} knows the units. */
	public static final String SPAN = "^([+-]?\\d{1,12}(\\.\\d{1,6})?( ?[A-Za-z]{1,7}(,? ?[+-]?\\d{1,12}(\\.\\d{1,6})? ?[A-Za-z]{1,7}){0,9})?"
			+ "|[+-]?[Pp][DTHMSWdthmsw\\d.+-]{2,40})$";

	/** Of the fields of a mailing. */
	public static final Spelling OF_MAILINGS = new Spelling()
		.word("receivers", "^https?://[^\\s\\x00-\\x1f\\x7f]+$",
				"has to be a URL, with the name of a service for its host")
		.word("template", "^((" + Channel.pattern() + ")/)?[a-z0-9_]{1,100}(\\.(" + Form.pattern() + "))?(@\\d{1,9})?$",
				"has to be <channel>/<name>.md, the name of a-z, 0-9 and _, with or without a version such as @3")
		.word("delivery_type", "^(" + Channel.pattern() + ")$", "has to be " + Channel.words() + ", in small letters")
		.word("expires_in", SPAN, TimeSpan.EXPECTED)
		.word("topic", "^[a-z0-9_]{1,60}$", "has to be of a-z, 0-9 and _")
		.word("urgency", "urgent|normal|bulk", "has to be urgent, normal or bulk, in small letters")
		.word("quiet_hours", "hold|ignore", "has to be hold or ignore, in small letters")
		.word("class", "^[a-z0-9_]{1,60}$", "has to be of a-z, 0-9 and _")
		.word("over_cap", "defer|drop", "has to be defer or drop, in small letters")
		.word("send_at", "^\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[+-]\\d\\d(:\\d\\d)?)?$",
				"has to be an instant such as 2026-11-27T07:00:00Z, or the receivers' local time such as 2026-11-27T10:00")
		.word("rate", "^(?!0+(\\.0+)?$)(\\d{1,5}(\\.\\d{1,9})?|100000)$",
				"has to be more than 0 and at most 100000 letters per second");

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
		this.words.forEach((field, word) -> RefusedException
			.unless(all(order.path(field)).stream().allMatch(word::fits), within + field, word.reason()));
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
