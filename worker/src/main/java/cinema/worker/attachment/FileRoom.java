package cinema.worker.attachment;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Room on the disk for files that are for one letter each. There is never more taken than
 * there is, and letters of one service leave some of it to those of others, however long
 * they hold theirs.
 */
final class FileRoom {

	private final Map<String, Long> taken = new HashMap<>();

	private final Map<String, Integer> waiting = new HashMap<>();

	private final long total;

	/** What one service may have of it, once it has some. */
	private final long share;

	private long used;

	/**
	 * So much room.
	 * @param spared what each service leaves to the others
	 */
	FileRoom(long total, long spared) {
		this.total = total;
		this.share = total - Math.min(spared, total / 2);
	}

	synchronized long used() {
		return this.used;
	}

	/** Takes some if there is some, and nobody of this service waits for more. */
	synchronized boolean take(String service, long bytes) {
		return !this.waiting.containsKey(service) && takeNow(service, bytes);
	}

	private boolean takeNow(String service, long bytes) {
		long had = this.taken.getOrDefault(service, 0L);
		if (this.used + bytes > this.total || (had > 0 && had + bytes > this.share)) {
			return false;
		}
		this.taken.put(service, had + bytes);
		this.used += bytes;
		return true;
	}

	/**
	 * Waits for some. Whoever waits has none, so that nobody waits for each other.
	 * @param until by {@code nanoTime}
	 * @return whether it is taken
	 */
	synchronized boolean await(String service, long bytes, long until) throws InterruptedException {
		if (takeNow(service, bytes)) {
			return true;
		}
		this.waiting.merge(service, 1, Integer::sum);
		try {
			for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this, left);
				if (takeNow(service, bytes)) {
					return true;
				}
			}
			return false;
		}
		finally {
			this.waiting.merge(service, -1, (before, less) -> (before + less == 0) ? null : before + less);
		}
	}

	synchronized void giveBack(String service, long bytes) {
		this.taken.merge(service, -bytes, (before, less) -> (before + less == 0) ? null : before + less);
		this.used -= bytes;
		notifyAll();
	}

}
