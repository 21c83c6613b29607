package cinema.dev.sizing;

import java.util.List;

/**
 * What of a letter stays on a disk.
 *
 * @param what the table or store
 * @param single bytes of a single notification
 * @param mailing bytes of a letter of a mailing
 * @param days until it goes
 */
record Kept(String what, double single, double mailing, int days) {

	/** State transitions of a notification that was held for the night, at most. */
	static final double TRANSITIONS_HELD = 7;

	/** State transitions of a receiver of a mailing. */
	static final double TRANSITIONS_OF_MAILING = 0.08;

	/** What Temporal's database takes for one. */
	static final double WRITE_SECONDS = 0.005;

	/** A letter as templates of the cinema's make it, sealed. */
	private static final int LETTER = 6000;

	static final List<Kept> MEASURED = List.of(new Kept("ledger", 495, 495, 90), new Kept("journal", 1063, 1063, 396),
			new Kept("letters", LETTER, LETTER, 7), new Kept("Temporal", 3300, 5500.0 / 500, 30),
			new Kept("Kafka", 500, 0, 7));

	/** Gigabytes after so many days of so many letters. */
	double gigabytes(double letters, int days) {
		double bytes = letters * (Day.SINGLE * this.single + (1 - Day.SINGLE) * this.mailing);
		return bytes * Math.min(days, this.days) / 1e9;
	}

	static double all(double letters, int days) {
		return MEASURED.stream().mapToDouble((kept) -> kept.gigabytes(letters, days)).sum();
	}

}
