package cinema.platform.parameter;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/** Moments as requests write them (ISO 8601). */
public final class Moments {

	/** Nobody plans so far ahead. */
	public static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

	private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

	private Moments() {
	}

	/**
	 * The same of a query, where a plus that nobody encoded arrives as a space; null
	 * where it is left out.
	 */
	public static @Nullable Instant readParameter(String field, @Nullable String text) {
		return (text != null) ? read(field, text.replace(' ', '+'), END) : null;
	}

	/**
	 * Reads a moment between 1970 and the last one.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public static Instant read(String field, @Nullable String text, Instant last) {
		try {
			Instant at = OffsetDateTime.parse((text != null) ? text : "").toInstant();
			RefusedException.unless(!at.isBefore(Instant.EPOCH) && !at.isAfter(last), field,
					"has to lie between 1970 and " + last.atOffset(ZoneOffset.UTC).getYear());
			return at;
		}
		catch (DateTimeException ex) {
			throw new RefusedException(field, "has to be ISO 8601 with an offset, for example 2026-11-24T09:30:00Z");
		}
	}

}
