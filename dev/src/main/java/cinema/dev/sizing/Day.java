package cinema.dev.sizing;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Letters by the minute of a day in UTC from which on each may go: what somebody waits
 * for, other single ones, which no night lets through, and those of two mailings, one
 * that was ordered in the night and one in the afternoon.
 */
final class Day {

	static final int MINUTES = 24 * 60;

	static final double SINGLE = 0.20;

	static final double URGENT_OF_SINGLE = 0.25;

	/** The night is [22:00, 08:00) by the receiver's clock. */
	static final int MORNING = 8;

	private static final int EVENING = 22;

	/** The moment of the afternoon's mailing, at once in all zones. */
	private static final int AFTERNOON = 15;

	/** Hours that a zone is before UTC, to its share of the receivers in per cent. */
	private static final Map<Integer, Integer> ZONES = new TreeMap<>(Map.of(2, 3, 3, 65, 4, 7, 5, 14, 7, 8, 10, 3));

	/** How many events there are in each hour by the receiver's clock. */
	private static final int[] EVENTS = { 3, 2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 6, 7, 8, 10, 12, 13, 12, 9, 6 };

	private static final double ALL_EVENTS = Arrays.stream(EVENTS).sum();

	final double[] urgent = new double[MINUTES];

	final double[] normal = new double[MINUTES];

	final double[] mailings = new double[MINUTES];

	/** Single letters that wait for a morning. */
	private double held;

	Day(double letters) {
		double singles = letters * SINGLE;
		ZONES.forEach((ahead, share) -> {
			addSingles(singles * share / 100, ahead);
			addMailings((letters - singles) * share / 100, ahead);
		});
	}

	private void addSingles(double letters, int ahead) {
		for (int minute = 0; minute < MINUTES; minute++) {
			int hour = Math.floorMod(minute / 60 + ahead, 24);
			double now = letters * EVENTS[hour] / ALL_EVENTS / 60;
			this.urgent[minute] += now * URGENT_OF_SINGLE;
			boolean night = hour >= EVENING || hour < MORNING;
			this.normal[night ? morning(ahead) : minute] += now * (1 - URGENT_OF_SINGLE);
			this.held += night ? now * (1 - URGENT_OF_SINGLE) : 0;
		}
	}

	private void addMailings(double letters, int ahead) {
		boolean night = Math.floorMod(AFTERNOON + ahead, 24) >= EVENING;
		this.mailings[morning(ahead)] += letters * (night ? 1 : 0.5);
		this.mailings[AFTERNOON * 60] += letters * (night ? 0 : 0.5);
	}

	private static int morning(int ahead) {
		return Math.floorMod(MORNING - ahead, 24) * 60;
	}

	double held() {
		return this.held;
	}

}
