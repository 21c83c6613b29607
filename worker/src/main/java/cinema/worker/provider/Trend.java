package cinema.worker.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of the last answers was bad: of twenty, and not of those that are long past.
 * Half of them are too much, once there are ten. Not safe for threads.
 */
final class Trend {

	private static final Logger logger = LoggerFactory.getLogger(Trend.class);

	private static final int MOST = 20;

	private static final int LEAST = 10;

	/** So many that are overdue are enough where it answers none in time meanwhile. */
	private static final int SILENT = 5;

	private static final Duration RECENT = Duration.ofMinutes(5);

	/** So many good answers in a row take a provider back. */
	private static final int ENOUGH = 3;

	private static final Duration FIRST_GAP = Duration.ofSeconds(2);

	private static final Duration LONGEST_GAP = Duration.ofMinutes(1);

	/** The newest first. */
	private final Deque<Answer> last = new ArrayDeque<>();

	private final String server;

	private final String word;

	private Instant lastGood = Instant.EPOCH;

	private boolean poor;

	private int good;

	/** Since when it is poor, or is not. */
	private Instant since = Instant.EPOCH;

	private Duration gap = FIRST_GAP;

	private Instant nextTry = Instant.EPOCH;

	/**
	 * Of one provider.
	 * @param word what it is while too many of them are bad
	 */
	Trend(String server, String word) {
		this.server = server;
		this.word = word;
	}

	boolean isPoor() {
		return this.poor;
	}

	/**
	 * The same where some that are still to come are bad already.
	 * @param oldest when the first of those was asked: none good since then is enough
	 */
	boolean isPoor(int overdue, Instant oldest, Instant now) {
		// What is late is under way for longest: as much as was answered meanwhile.
		if (!this.poor && overdue > 0 && overdue >= answeredSince(oldest)) {
			judge(overdue, now);
		}
		if (!this.poor && overdue >= SILENT && this.lastGood.isBefore(oldest)) {
			leave(overdue, overdue, now);
		}
		return this.poor;
	}

	private long answeredSince(Instant moment) {
		return this.last.stream().filter((one) -> one.at().isAfter(moment)).count();
	}

	/** What was asked before this changed tells nothing any more. */
	void add(Instant asked, Instant now, boolean bad) {
		if (asked.isBefore(this.since)) {
			return;
		}
		this.lastGood = bad ? this.lastGood : now;
		if (this.poor) {
			prove(now, bad);
			return;
		}
		this.last.addFirst(new Answer(now, bad));
		if (this.last.size() > MOST) {
			this.last.removeLast();
		}
		if (bad) {
			judge(0, now);
		}
	}

	private void judge(int overdue, Instant now) {
		int all = Math.min(MOST, overdue);
		int bad = all;
		for (Iterator<Answer> next = this.last.iterator(); next.hasNext() && all < MOST; all++) {
			Answer one = next.next();
			if (one.at().isBefore(now.minus(RECENT))) {
				break;
			}
			bad += one.bad() ? 1 : 0;
		}
		if (all >= LEAST && 2 * bad >= all) {
			leave(bad, all, now);
		}
	}

	private void leave(int bad, int all, Instant now) {
		// One that has only just come back goes on where it was.
		boolean again = Duration.between(this.since, now).compareTo(LONGEST_GAP) < 0;
		this.gap = again ? this.gap : FIRST_GAP;
		change(true, now);
		tried(now);
		logger.warn("The server of {} is {}: {} of the last {} answers; letters go by others where they can",
				this.server, this.word, bad, all);
	}

	private void prove(Instant now, boolean bad) {
		this.good = bad ? 0 : this.good + 1;
		if (!bad) {
			this.nextTry = now;
		}
		if (this.good == ENOUGH) {
			change(false, now);
			logger.warn("The server of {} is {} no more", this.server, this.word);
		}
	}

	private void change(boolean toPoor, Instant now) {
		this.poor = toPoor;
		this.since = now;
		this.good = 0;
		this.last.clear();
	}

	/**
	 * Whether a letter may try.
	 * @param later so much later than others, as long as no try went well
	 */
	boolean isDue(Instant now, Duration later) {
		return !this.poor || !now.isBefore((this.good > 0) ? this.nextTry : this.nextTry.plus(later));
	}

	/** What never answers is tried less and less often. */
	void tried(Instant now) {
		if (!this.poor) {
			return;
		}
		Duration doubled = this.gap.multipliedBy(2);
		this.nextTry = now.plus(this.gap);
		this.gap = (doubled.compareTo(LONGEST_GAP) < 0) ? doubled : LONGEST_GAP;
	}

	/** A try that ended well costs little, and the next one needs not wait for long. */
	void triesSoon(Instant now) {
		this.gap = FIRST_GAP;
		this.nextTry = now.plus(FIRST_GAP);
	}

	private record Answer(Instant at, boolean bad) {
	}

}
