package cinema.orchestrator.catalogue;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the catalogue with places for what an event brings: {@code {event.id}},
 * {@code {user_id}}, and {@code {details.<field>}}.
 */
public final class Placeholders {

	private static final Pattern PLACE = Pattern.compile("\\{([a-z_.]+)}");

	private static final Pattern KNOWN = Pattern.compile("event\\.id|user_id|details\\.[a-z_]+");

	private static final String DETAILS = "details.";

	private Placeholders() {
	}

	/**
	 * Fills all of them.
	 * @param written how a value is written there, for example encoded
	 * @throws MissingException when the event does not bring one
	 */
	public static String fill(String text, Event event, @Nullable String userId, UnaryOperator<String> written) {
		return PLACE.matcher(text).replaceAll((match) -> {
			Object value = value(match.group(1), event, userId);
			if (value == null) {
				throw new MissingException(match.group(1));
			}
			return Matcher.quoteReplacement(written.apply(value.toString()));
		});
	}

	/** A place that nothing is ever filled into, if there is one. */
	static Optional<String> unknown(String text) {
		return Pattern.compile("\\{([^}]*)}?")
			.matcher(text)
			.results()
			.map((match) -> match.group(1))
			.filter((name) -> !KNOWN.matcher(name).matches())
			.findFirst();
	}

	private static @Nullable Object value(String name, Event event, @Nullable String userId) {
		return switch (name) {
			case "event.id" -> event.id();
			case "user_id" -> userId;
			default -> name.startsWith(DETAILS) ? event.details().get(name.substring(DETAILS.length())) : null;
		};
	}

	/** What an event does not bring. */
	public static final class MissingException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		MissingException(String name) {
			super(name + ": is missing in the event");
		}

	}

}
