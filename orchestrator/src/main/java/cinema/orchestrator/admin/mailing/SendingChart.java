package cinema.orchestrator.admin.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.orchestrator.mailing.MailingSummary.ByHour;

/**
 * Letters by hour as bars of an SVG: hours without any are gaps.
 *
 * @param width of the whole in its own units
 * @param most letters in one hour
 */
public record SendingChart(long width, int height, long most, List<Bar> bars) {

	private static final int HEIGHT = 120;

	private static final int STEP = 10;

	private static final String DELIVERED = "DELIVERED";

	/** Wider ones cannot be seen; the numbers are in the table. */
	private static final long MOST_HOURS = 24 * 14;

	static SendingChart of(List<ByHour> hours) {
		if (hours.isEmpty()) {
			return new SendingChart(0, HEIGHT, 0, List.of());
		}
		Instant first = hours.get(0).hour();
		long most = hours.stream().mapToLong(SendingChart::all).max().orElse(1);
		List<Bar> bars = hours.stream()
			.filter((one) -> place(first, one) < MOST_HOURS)
			.map((one) -> bar(place(first, one), most, one))
			.toList();
		return new SendingChart((bars.get(bars.size() - 1).x() / STEP + 1) * STEP, HEIGHT, most, bars);
	}

	private static long place(Instant first, ByHour one) {
		return Duration.between(first, one.hour()).toHours();
	}

	private static Bar bar(long place, long most, ByHour one) {
		long all = all(one);
		long delivered = one.outcomes().getOrDefault(DELIVERED, 0L);
		return new Bar(place * STEP, one.hour(), height(delivered, most), height(all - delivered, most), delivered,
				all - delivered);
	}

	private static long height(long count, long most) {
		return (count == 0) ? 0 : Math.max(1, count * HEIGHT / Math.max(1, most));
	}

	private static long all(ByHour one) {
		return one.outcomes().values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * One hour.
	 *
	 * @param good the height of what was delivered
	 * @param other the height of the rest, on top of it
	 */
	public record Bar(long x, Instant hour, long good, long other, long delivered, long others) {
	}

}
