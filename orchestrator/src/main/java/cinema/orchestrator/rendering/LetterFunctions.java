package cinema.orchestrator.rendering;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import cinema.orchestrator.order.WrittenTime;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import org.jspecify.annotations.Nullable;

/** What templates may call beside printing values. */
final class LetterFunctions {

	private LetterFunctions() {
	}

	/**
	 * {@code link("/s/x")} is absolute; a link to any other place than ours is refused,
	 * so that no event can put one into a letter.
	 * @param plain whether it stands in a text that is sent as it is
	 */
	static TemplateMethodModelEx link(String base, boolean plain) {
		return (arguments) -> {
			String link = text("link", arguments);
			String absolute = (link.startsWith("/") && !link.startsWith("//")) ? base + link : link;
			if (!absolute.startsWith(base + "/") || !isUri(absolute)) {
				throw new TemplateModelException("link: only paths of our own are allowed");
			}
			return plain ? EscapingFormat.SHORT_TEXT.fromMarkup(absolute) : absolute;
		};
	}

	private static boolean isUri(String link) {
		try {
			return new URI(link).toASCIIString().equals(link);
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	/**
	 * {@code moment("2026-11-23T10:00:00Z")} is a time as the receiver's clock and
	 * language have it; one that nobody can read stays as it stands, since no letter may
	 * be lost for it.
	 */
	static TemplateMethodModelEx moment(Locale language, Map<String, @Nullable Object> values) {
		DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
			.withLocale(language.getLanguage().equals("en") ? Locale.UK : language);
		return (arguments) -> {
			if (arguments.size() == 1 && arguments.get(0) instanceof TemplateNumberModel number) {
				return number.getAsNumber().toString();
			}
			String written = text("moment", arguments);
			try {
				ZoneId zone = ZoneId.of(zone(values));
				return WrittenTime.instant(written)
					.map((at) -> format.format(at.atZone(zone)) + " (" + zone + ")")
					.orElse(written);
			}
			catch (DateTimeException ex) {
				throw new TemplateModelException("moment: needs the receiver's time zone", ex);
			}
		};
	}

	/** What the link is called at which a letter's topic can be left. */
	static String leave(Locale language) {
		return language.getLanguage().equals("ru") ? "Отписаться или выбрать, о чём вам писать"
				: "Unsubscribe, or choose what you hear of";
	}

	private static String zone(Map<String, @Nullable Object> values) {
		return (values.get("receiver") instanceof Map<?, ?> receiver
				&& receiver.get("time_zone") instanceof String zone) ? zone : "UTC";
	}

	private static String text(String function, List<?> arguments) throws TemplateModelException {
		if (arguments.size() == 1 && arguments.get(0) instanceof TemplateScalarModel text) {
			return text.getAsString();
		}
		throw new TemplateModelException(function + ": needs one text");
	}

}
