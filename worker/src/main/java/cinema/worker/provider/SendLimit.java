package cinema.worker.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;

/**
 * How much may be sent by a provider: so many letters, or parts of messages, a second by
 * this process, evenly, and so many a day (UTC) by all workers together. Of a day
 * mailings leave a tenth to letters that somebody waits for.
 */
public final class SendLimit {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	/** So much of a second may go at once. */
	private static final int SPARED = 10;

	/** Before, nobody can tell whether there are letters left, or asks again. */
	private static final Duration TROUBLE = Duration.ofSeconds(2);

	private final String provider;

	private final int perSecond;

	private final int perDay;

	private final DayCounts days;

	private final Clock clock;

	/** When the next letter is due if all are sent evenly, by the clock below. */
	private long due = System.nanoTime();

	private LocalDate day = LocalDate.EPOCH;

	private final Aside mailings;

	private final Aside others;

	/**
	 * Of one provider.
	 * @param perSecond letters, or 0 for as many as there are
	 * @param perDay letters, or 0 for as many as there are
	 */
	public SendLimit(String provider, int perSecond, int perDay, DayCounts days, Clock clock) {
		this.provider = provider;
		this.perSecond = perSecond;
		this.perDay = perDay;
		this.days = days;
		this.clock = clock;
		this.mailings = new Aside(perDay - perDay / SPARED);
		this.others = new Aside(perDay);
	}

	/**
	 * Takes all parts of a message, and returns null; else after what time it makes sense
	 * to ask again.
	 */
	public synchronized @Nullable Duration take(Urgency urgency, int parts) {
		long wait = toWait(System.nanoTime());
		if (wait > 0) {
			return Duration.ofNanos(wait);
		}
		Duration left = (this.perDay > 0) ? takeOfDay(urgency, parts) : null;
		if (left == null && this.perSecond > 0) {
			this.due = Math.max(this.due, System.nanoTime()) + parts * SECOND / this.perSecond;
		}
		return left;
	}

	/** Of today, and surely not sent. */
	public synchronized void giveBack(Urgency urgency, int parts, LocalDate taken) {
		if (this.perDay > 0 && taken.equals(this.day)) {
			of(urgency).letters += parts;
		}
	}

	/** The day of which letters are taken now. */
	public LocalDate today() {
		return this.days.today();
	}

	private Aside of(Urgency urgency) {
		return (urgency == Urgency.BULK) ? this.mailings : this.others;
	}

	private long toWait(long now) {
		long ahead = (this.perSecond > SPARED) ? SECOND / SPARED : 0;
		return (this.perSecond > 0) ? this.due - now - ahead : 0;
	}

	private @Nullable Duration takeOfDay(Urgency urgency, int parts) {
		LocalDate today = this.days.today();
		if (!today.equals(this.day)) {
			this.day = today;
			this.mailings.clear();
			this.others.clear();
		}
		try {
			return of(urgency).take(parts) ? null : Duration.between(this.clock.instant(),
					today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
		}
		catch (DataAccessException away) {
			return TROUBLE;
		}
	}

	/** What is left of what was set aside is for other workers. */
	public synchronized void close() {
		this.mailings.giveBack();
		this.others.giveBack();
	}

	/** Letters set aside for this process, and not sent yet. */
	private final class Aside {

		private final int most;

		private int letters;

		/** Until when nobody asks again for letters of which the day had none left. */
		private Instant empty = Instant.MIN;

		/** Up to so many of a day. */
		private Aside(int most) {
			this.most = most;
		}

		private boolean take(int parts) {
			if (this.letters < parts && !setAside(parts - this.letters)) {
				return false;
			}
			this.letters -= parts;
			return true;
		}

		/**
		 * Some together, since all workers share one row; the last of a day one by one.
		 */
		private boolean setAside(int least) {
			if (SendLimit.this.clock.instant().isBefore(this.empty)) {
				return false;
			}
			int some = Math.max(least, Math.min(100, SendLimit.this.perDay / 100));
			for (int wanted : new int[] { some, least }) {
				if (SendLimit.this.days.take(SendLimit.this.provider, SendLimit.this.day, wanted, this.most)) {
					this.letters += wanted;
					return true;
				}
			}
			this.empty = SendLimit.this.clock.instant().plus(TROUBLE);
			return false;
		}

		private void clear() {
			this.letters = 0;
			this.empty = Instant.MIN;
		}

		private void giveBack() {
			if (this.letters > 0) {
				SendLimit.this.days.giveBack(SendLimit.this.provider, SendLimit.this.day, this.letters);
				this.letters = 0;
			}
		}

	}

}
