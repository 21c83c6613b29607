package cinema.auth.preference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What letters are about, as it is declared.
 *
 * @param title a language to what people call it
 * @param about a language to a sentence that says more
 * @param required whether nobody can leave it
 * @param byDefault whether those want it who have said nothing
 * @param channels on which it is sent
 * @param rhythms of which people may choose, the one that counts without a choice first;
 * empty when it is sent at once
 * @param doubleOptIn whether a yes counts only after it was confirmed by a letter
 */
record Topic(String name, Map<String, String> title, Map<String, String> about, boolean required, boolean byDefault,
		List<String> channels, List<String> rhythms, boolean doubleOptIn) {

	/** One of which nothing is known but its name. */
	static Topic unknown(String name, Set<String> channels) {
		return new Topic(name, Map.of(), Map.of(), false, true, channels.stream().sorted().toList(), List.of(), false);
	}

	String title(Locale language) {
		String words = words(this.title, language);
		return (words != null) ? words : this.name.replace('_', ' ');
	}

	String about(Locale language) {
		String words = words(this.about, language);
		return (words != null) ? words : "";
	}

	private static @Nullable String words(Map<String, String> words, Locale language) {
		return words.getOrDefault(language.getLanguage(), words.get("en"));
	}

	/** Whether it is wanted on a channel by somebody with these preferences. */
	boolean isWanted(Map<String, Map<String, Boolean>> preferences, String channel) {
		return this.required || preferences.getOrDefault(this.name, Map.of()).getOrDefault(channel, this.byDefault);
	}

	/**
	 * How often somebody hears of it who said this, or an empty text without a choice.
	 */
	String rhythm(Map<String, String> said) {
		if (this.rhythms.isEmpty()) {
			return "";
		}
		String chosen = said.getOrDefault(this.name, "");
		return this.rhythms.contains(chosen) ? chosen : this.rhythms.get(0);
	}

}
