package cinema.orchestrator.rendering;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Form;

/**
 * A text of a template: one channel, one language.
 *
 * @param name without channel, for example {@code welcome}
 * @param language a code of ISO 639
 */
public record TemplateText(String channel, String name, String language, String source) {

	/** What a template may be called. */
	public static final String NAME = "[a-z0-9_]{1,100}";

	/** The language of files that name none. */
	public static final String ENGLISH = "en";

	/** As its file is called, or none where it is none of this template. */
	public static Optional<TemplateText> of(String template, String file, String source) {
		Matcher read = Pattern.compile("([a-z]{1,20})/" + template + "(?:_([a-z]{2,3}))?\\.[a-z]+").matcher(file);
		return (read.matches() && file.endsWith(ending(read.group(1)))) ? Optional
			.of(new TemplateText(read.group(1), template, (read.group(2) != null) ? read.group(2) : ENGLISH, source))
				: Optional.empty();
	}

	/** For example {@code email/welcome_ru.md}. */
	public String file() {
		return file(this.channel + "/" + this.name + (this.language.equals(ENGLISH) ? "" : "_" + this.language));
	}

	/** The file of a template such as {@code email/welcome_ru}. */
	static String file(String name) {
		return name + ending(name.substring(0, Math.max(0, name.indexOf('/'))));
	}

	private static String ending(String channel) {
		return "." + form(channel).ending();
	}

	/** What letters of a folder consist of. */
	static Form form(String channel) {
		return Channel.named(channel).map(Channel::form).orElse(Form.LETTER);
	}

	Locale locale() {
		return Locale.forLanguageTag(this.language);
	}

}
