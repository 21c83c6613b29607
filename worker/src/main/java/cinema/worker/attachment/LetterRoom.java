package cinema.worker.attachment;

import java.util.LinkedHashMap;
import java.util.Map;

/** What one letter has of the room for files, which grows while they come. */
final class LetterRoom {

	/** What a file grows by whose length nobody told; never more than it has itself. */
	private static final long STEP = 256 * 1024;

	private final Map<String, Long> taken = new LinkedHashMap<>();

	private final FileRoom from;

	/** Taken, and of no file yet. */
	private long spare;

	private boolean closed;

	LetterRoom(FileRoom from) {
		this.from = from;
	}

	/** Takes some before it is known how much is needed. */
	synchronized boolean reserve(String service, long bytes) {
		return take(service, bytes);
	}

	/** Waits for all that the letter can need at most, before it has any. */
	boolean await(String service, long most, long until) throws InterruptedException {
		if (!this.from.await(service, most, until)) {
			return false;
		}
		synchronized (this) {
			this.taken.merge(service, most, Long::sum);
			this.spare += most;
		}
		return true;
	}

	/**
	 * Takes room for so many bytes of a file.
	 * @param had what it has already
	 * @return what it has now, or 0 when there is no room for it
	 */
	synchronized long grow(String service, long had, long bytes) {
		long more = bytes - had;
		long wanted = Math.max(more, Math.min(had, STEP));
		if (this.closed
				|| !(more <= this.spare || take(service, wanted - this.spare) || take(service, more - this.spare))) {
			return 0;
		}
		long got = Math.min(wanted, this.spare);
		this.spare -= got;
		return had + got;
	}

	private boolean take(String service, long bytes) {
		if (!this.from.take(service, bytes)) {
			return false;
		}
		this.taken.merge(service, bytes, Long::sum);
		this.spare += bytes;
		return true;
	}

	/** A file turned out to need less. */
	synchronized void spare(long bytes) {
		this.spare += bytes;
	}

	/** All files are here. */
	synchronized void settle() {
		for (Map.Entry<String, Long> one : this.taken.entrySet()) {
			long back = Math.min(this.spare, one.getValue());
			one.setValue(one.getValue() - back);
			this.spare -= back;
			if (back > 0) {
				this.from.giveBack(one.getKey(), back);
			}
		}
	}

	/** The letter has no files any more. */
	synchronized void close() {
		this.closed = true;
		this.taken.forEach((service, bytes) -> {
			if (bytes > 0) {
				this.from.giveBack(service, bytes);
			}
		});
		this.taken.clear();
		this.spare = 0;
	}

}
