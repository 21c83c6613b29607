package cinema.orchestrator.admin.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Letters by hour and outcome, as bars and as a table. Where there are too many hours to
 * be seen, a bar stands for a few of them.
 *
 * @param outcomes those that occur, in the order of their names
 * @param most the letters of the highest bar
 */
public record HourChart(List<Column> columns, List<String> outcomes, long most) {

	/** In units of the picture, whose width is a unit for each column times this. */
	public static final int WIDTH = 30;

	public static final int HEIGHT = 160;

	private static final long MOST_COLUMNS = 48;

	/** The groups of a bar, from the bottom. */
	private static final List<String> KINDS = List.of("good", "none", "bad");

	/**
	 * The hours that begin within that time.
	 * @param hours the letters of an hour by their outcomes
	 */
	public static HourChart of(Map<Instant, Map<String, Long>> hours, Instant from, Instant to) {
		Instant begin = from.truncatedTo(ChronoUnit.HOURS);
		Duration step = Duration.ofHours(1 + Duration.between(begin, to).toHours() / MOST_COLUMNS);
		TreeMap<Instant, Map<String, Long>> counts = new TreeMap<>();
		for (Instant at = begin; at.isBefore(to); at = at.plus(step)) {
			counts.put(at, new TreeMap<>());
		}
		hours.forEach((hour, letters) -> {
			Map.Entry<Instant, Map<String, Long>> column = counts.floorEntry(hour);
			if (column != null) {
				letters.forEach((outcome, count) -> column.getValue().merge(outcome, count, Long::sum));
			}
		});
		long most = counts.values().stream().mapToLong(HourChart::sum).max().orElse(0);
		List<Column> columns = new ArrayList<>();
		counts.forEach((at, letters) -> columns.add(column(columns.size(), at, letters, most)));
		return new HourChart(columns,
				counts.values().stream().flatMap((one) -> one.keySet().stream()).distinct().sorted().toList(), most);
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

	private static String kind(String outcome) {
		return switch (outcome) {
			case "DELIVERED" -> "good";
			case "SUPPRESSED", "CANCELLED", "WITHDRAWN" -> "none";
			default -> "bad";
		};
	}

	/** How many letters ended so altogether. */
	public long total(String outcome) {
		return this.columns.stream().mapToLong((one) -> one.letters(outcome)).sum();
	}

	/** One hour, or a few. */
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
