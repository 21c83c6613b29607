package cinema.platform.parameter;

import java.util.Optional;
import java.util.UUID;

/** Ids as RFC 9562 writes them; the JDK alone would take 1-1-1-1-1. */
public final class Ids {

	private Ids() {
	}

	/** The id that a text is, or nothing. */
	public static Optional<UUID> read(String text) {
		try {
			return Optional.of(UUID.fromString(text)).filter((id) -> id.toString().equalsIgnoreCase(text));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** The same of a path or a query. */
	static UUID require(String text) {
		return read(text).orElseThrow(() -> new IllegalArgumentException("no UUID"));
	}

}
