package cinema.dev.bench;

import java.time.Duration;

/**
 * How much a benchmark does.
 *
 * @param warmUp how many notifications come before, so that the code is compiled
 * @param rounds of which the median counts
 * @param round how long empty workflows are run in each
 * @param events how many notifications are announced in each
 * @param few how many notifications are held first
 * @param held how many are held in the end
 * @param receivers how many a mailing has whose letters cost the mail server nothing
 * @param slowReceivers how many one has whose mail server takes its time
 * @param rows to which ledger and journal grow
 */
record BenchSize(int warmUp, int rounds, Duration round, int events, int few, int held, int receivers,
		int slowReceivers, int rows) {

	static final BenchSize FULL = new BenchSize(3000, 5, Duration.ofSeconds(8), 1000, 2_000, 20_000, 100_000, 20_000,
			20_000_000);

	static final BenchSize QUICK = new BenchSize(500, 3, Duration.ofSeconds(5), 400, 1_000, 2_000, 20_000, 5_000,
			1_000_000);

	/** The same with so many rows. */
	BenchSize withRows(int some) {
		return new BenchSize(this.warmUp, this.rounds, this.round, this.events, this.few, this.held, this.receivers,
				this.slowReceivers, some);
	}

}
