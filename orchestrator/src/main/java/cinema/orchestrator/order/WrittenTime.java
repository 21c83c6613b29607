package cinema.orchestrator.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * A time as producers write it: ISO 8601, with a space in the middle or an offset without
 * its colon as Python has it, or with the zone's name at the end as Java has it.
 */
public final class WrittenTime {

	private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendPattern("['T'][' ']")
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.optionalStart()
		.appendPattern("[' '][XX]")
		.optionalStart()
		.parseLenient()
		.appendOffsetId()
		.optionalEnd()
		.optionalStart()
		.appendLiteral('[')
		.parseCaseSensitive()
		.appendZoneRegionId()
		.appendLiteral(']')
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private WrittenTime() {
	}

	/** The instant that a text with an offset means. */
	public static Optional<Instant> instant(String text) {
		try {
			return Optional.of(OffsetDateTime.parse(text.strip(), FORMAT).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * An {@link OffsetDateTime}, or a {@link LocalDateTime} where there is no offset.
	 * @throws DateTimeException when it is neither
	 */
	static TemporalAccessor read(String text) {
		return FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
	}

}
