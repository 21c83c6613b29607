package cinema.workflows;

import org.jspecify.annotations.Nullable;

/**
 * How people read what staff did. Whoever did it is a service or a user, by name or id
 * and never by an address, for example {@code service laptop}.
 */
public final class StaffWords {

	private StaffWords() {
	}

	/**
	 * For example {@code cancelled by service laptop: ordered by mistake}.
	 * @param reason why, or null when nobody said so
	 * @param by who, or null when nobody knows; the reason then speaks for itself
	 */
	public static String cancelled(@Nullable String reason, @Nullable String by) {
		if (by == null) {
			return (reason != null) ? reason : "cancelled by staff";
		}
		return "cancelled by " + by + ((reason != null) ? ": " + reason : "");
	}

	/**
	 * Checks a reason that somebody gave.
	 * @throws IllegalArgumentException when that is no reason that people could read
	 */
	public static void checkReason(@Nullable String reason) {
		if (reason != null && (reason.isBlank() || reason.length() > 200)) {
			throw new IllegalArgumentException("reason: 1 to 200 characters are needed");
		}
	}

}
