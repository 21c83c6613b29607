package cinema.dev.setting;

import java.util.Locale;

/**
 * A setting of an application.
 *
 * @param type a Java type
 * @param defaultValue what counts where nothing is said, or an empty text
 * @param description what it is for, or an empty text
 */
public record Setting(String name, String type, String defaultValue, String description) {

	/**
	 * Whether an environment variable or a property means this setting, or a key or a
	 * place below it.
	 */
	public boolean isMeantBy(String given) {
		String letters = letters(this.name);
		return letters(given).equals(letters) || (isOpen() && letters(given).startsWith(letters));
	}

	/** Whether names of the user's choice follow. */
	public boolean isOpen() {
		return this.type.startsWith("java.util.");
	}

	/** The environment variable, as Spring Boot documents it: no dashes. */
	public String environmentName() {
		return this.name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
	}

	private static String letters(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

}
