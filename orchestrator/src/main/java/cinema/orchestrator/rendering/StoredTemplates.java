package cinema.orchestrator.rendering;

import java.util.Map;

/** Versions of templates that people have published; those of the files are version 0. */
public interface StoredTemplates {

	/** The version that is sent now. */
	int published(String name);

	/**
	 * A template as it is sent now: whatever is published later, that stays the same.
	 * @param name without channel, for example {@code welcome}
	 * @return the same with its version, for example {@code welcome@3}; without where it
	 * is that of the files
	 */
	default String current(String name) {
		int version = published(name);
		return (version > 0) ? name + "@" + version : name;
	}

	/**
	 * The texts of a version by the names of their files, for example
	 * {@code email/welcome_ru.md}; none when it was never published.
	 */
	Map<String, String> texts(String name, int version);

}
