package cinema.orchestrator.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Spans of time as people and programs write them: {@code 120 sec}, {@code 2 days},
 * {@code 1 day 12 hours}, {@code 90m}, {@code 1.5 hours}, ISO 8601 such as {@code PT2M},
 * {@code P2D} and {@code P1W}, and bare numbers, which are seconds.
 */
public final class TimeSpan {

	static final String EXPECTED = "has to be a span of time, for example \"120 sec\", \"2 days\" or \"PT2M\"";

	private static final Pattern PART = Pattern.compile("\\s*([+-]?\\d{1,12}(?:\\.\\d{1,6})?)\\s*([a-z]*)\\s*,?");

	private static final Map<String, Integer> SECONDS = Map.ofEntries(Map.entry("", 1), Map.entry("s", 1),
			Map.entry("sec", 1), Map.entry("secs", 1), Map.entry("second", 1), Map.entry("seconds", 1),
			Map.entry("m", 60), Map.entry("min", 60), Map.entry("mins", 60), Map.entry("minute", 60),
			Map.entry("minutes", 60), Map.entry("h", 3600), Map.entry("hr", 3600), Map.entry("hrs", 3600),
			Map.entry("hour", 3600), Map.entry("hours", 3600), Map.entry("d", 86_400), Map.entry("day", 86_400),
			Map.entry("days", 86_400), Map.entry("w", 604_800), Map.entry("week", 604_800),
			Map.entry("weeks", 604_800));

	private TimeSpan() {
	}

	/** The span, or null when it is none. */
	public static @Nullable Duration parse(String text) {
		String lower = text.strip().toLowerCase(Locale.ROOT);
		String unsigned = (lower.startsWith("-") || lower.startsWith("+")) ? lower.substring(1) : lower;
		try {
			return unsigned.startsWith("p") ? iso(lower) : words(lower);
		}
		catch (DateTimeParseException | ArithmeticException ex) {
			return null;
		}
	}

	private static Duration iso(String text) {
		boolean onlyDays = text.indexOf('t') < 0;
		return onlyDays ? Duration.ofDays(days(Period.parse(text))) : Duration.parse(text);
	}

	private static long days(Period period) {
		if (period.getMonths() != 0 || period.getYears() != 0) {
			throw new ArithmeticException("months and years have no length of their own");
		}
		return period.getDays();
	}

	private static @Nullable Duration words(String text) {
		Matcher part = PART.matcher(text);
		Duration sum = Duration.ZERO;
		int end = 0;
		while (end < text.length()) {
			part.region(end, text.length());
			Integer unit = part.lookingAt() ? SECONDS.get(part.group(2)) : null;
			if (unit == null) {
				return null;
			}
			BigDecimal seconds = new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit));
			sum = sum.plusMillis(seconds.movePointRight(3).setScale(0, RoundingMode.HALF_UP).longValueExact());
			end = part.end();
		}
		return (end > 0) ? sum : null;
	}

}
