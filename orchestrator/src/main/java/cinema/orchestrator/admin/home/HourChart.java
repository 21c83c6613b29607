package cinema.orchestrator.admin.home;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.orchestrator.journal.JournalHours.Hour;

/**
 * Letters by hour and outcome, as bars and as a table.
 *
 * @param outcomes those that occur, in the order of their names
 * @param most the letters of the highest bar
 */
public record HourChart(List<Column> columns, List<String> outcomes, long most) {

	/** In units of the picture, whose width is a unit for each hour times this. */
	public static final int WIDTH = 30;

	public static final int HEIGHT = 160;

	/** The groups of a bar, from the bottom. */
	private static final List<String> KINDS = List.of("good", "none", "bad");

	/** The hours that begin within that time. */
	static HourChart of(List<Hour> hours, Instant from, Instant to) {
		Map<Instant, Map<String, Long>> counts = new TreeMap<>();
		for (Instant at = from.truncatedTo(ChronoUnit.HOURS); at.isBefore(to); at = at.plus(Duration.ofHours(1))) {
			counts.put(at, new TreeMap<>());
		}
		hours.forEach((hour) -> counts.computeIfAbsent(hour.hour(), (missing) -> new TreeMap<>())
			.merge(hour.outcome(), hour.letters(), Long::sum));
		long most = counts.values().stream().mapToLong(HourChart::sum).max().orElse(0);
		List<Column> columns = new ArrayList<>();
		counts.forEach((at, letters) -> columns.add(column(columns.size(), at, letters, most)));
		return new HourChart(columns, hours.stream().map(Hour::outcome).distinct().sorted().toList(), most);
	}

	private static long sum(Map<String, Long> letters) {
		return letters.values().stream().mapToLong(Long::longValue).sum();
	}

	private static Column column(int place, Instant at, Map<String, Long> letters, long most) {
		List<Bar> bars = new ArrayList<>();
		double top = HEIGHT;
		for (String kind : KINDS) {
			long count = letters.entrySet()
				.stream()
				.filter((one) -> kind(one.getKey()).equals(kind))
				.mapToLong(Map.Entry::getValue)
				.sum();
			if (count > 0) {
				// Whatever there is can be seen.
				double height = Math.max(2, (double) count * HEIGHT / most);
				top -= height;
				bars.add(new Bar(kind, place * WIDTH, Math.max(0, Math.round(top)), Math.round(height), count));
			}
		}
		return new Column(at, letters, bars, sum(letters));
	}

	static String kind(String outcome) {
		return switch (outcome) {
			case "DELIVERED" -> "good";
			case "SUPPRESSED", "CANCELLED", "WITHDRAWN" -> "none";
			default -> "bad";
		};
	}

	/** How many letters ended so altogether. */
	long total(String outcome) {
		return this.columns.stream().mapToLong((one) -> one.letters(outcome)).sum();
	}

	/** One hour. */
	public record Column(Instant at, Map<String, Long> counts, List<Bar> bars, long all) {

		/** How many ended so. */
		public long letters(String outcome) {
			return this.counts.getOrDefault(outcome, 0L);
		}

	}

	/** A part of a bar. */
	public record Bar(String kind, int x, long y, long height, long letters) {
	}

}
