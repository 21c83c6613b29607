package cinema.workflows.digest;

import org.jspecify.annotations.Nullable;

/**
 * What became of a notice that was to be collected.
 *
 * @param reason until when it is collected, in plain words, or null when it is not
 * @param suppressed why nobody is to be told, or null
 */
public record Collected(@Nullable String reason, @Nullable String suppressed) {

	/** It went its own way before, and goes on there. */
	public static final Collected APART = new Collected(null, null);

	public static Collected suppressed(String why) {
		return new Collected(null, why);
	}

}
