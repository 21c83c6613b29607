package cinema.worker.attachment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * How many letters of an urgency ask a service at the same time. One that is slow has a
 * quarter of the turns, so that letters whose files are of others find one; nothing is
 * held against it, since it gives what is asked for.
 */
final class ServicePace {

	/** Nobody who waits for a file for longer keeps others waiting with it. */
	static final long SLOW = TimeUnit.SECONDS.toNanos(2);

	/** For so long a service is taken for slow that was. */
	private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(10);

	/** The oldest first. */
	private final Set<Turn> running = new LinkedHashSet<>();

	private final Deque<Long> again = new ArrayDeque<>();

	private final int most;

	private final int fewer;

	private long slowUntil = System.nanoTime();

	/**
	 * So many at the same time.
	 * @param turns of all services together
	 * @param alone whether there is no other service
	 */
	ServicePace(int turns, boolean alone) {
		this.most = alone ? turns : Math.max(1, turns - 1);
		this.fewer = Math.max(1, turns / 4);
	}

	synchronized boolean isSlow() {
		long now = System.nanoTime();
		return this.slowUntil - now > 0 || this.running.stream().limit(1).anyMatch((one) -> now - one.began >= SLOW);
	}

	/**
	 * Takes a turn, which is to be closed.
	 * @param until waits so long for it, by {@code nanoTime}, and not at all for a
	 * service that is slow
	 * @return null when there is none
	 */
	synchronized @Nullable Turn enter(long until) throws InterruptedException {
		while (this.running.size() >= (isSlow() ? this.fewer : this.most)) {
			long left = until - System.nanoTime();
			if (left <= 0 || isSlow()) {
				return null;
			}
			TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, SLOW / 20) + 1_000_000);
		}
		Turn turn = new Turn();
		this.running.add(turn);
		return turn;
	}

	/**
	 * Whether one more letter that others do not wait for may come again by itself: so
	 * many as have turns, or they would fill what this worker takes in hand.
	 */
	synchronized boolean letsComeAgain() {
		long now = System.nanoTime();
		while (!this.again.isEmpty() && now - this.again.peek() > REMEMBERED) {
			this.again.remove();
		}
		return this.again.size() < this.fewer && this.again.add(now);
	}

	private synchronized void leave(Turn turn) {
		long now = System.nanoTime();
		this.running.remove(turn);
		if (now - turn.began >= SLOW) {
			this.slowUntil = now + REMEMBERED;
		}
		notifyAll();
	}

	/** One letter that asks. */
	final class Turn implements AutoCloseable {

		private final long began = System.nanoTime();

		private Turn() {
		}

		@Override
		public void close() {
			leave(this);
		}

	}

}
