package cinema.worker.attachment;

import java.util.ArrayList;
import java.util.List;

import cinema.worker.channel.SendResult;
import org.jspecify.annotations.Nullable;

/** The files of one letter, in hand until they are closed. */
public final class LetterFiles implements AutoCloseable {

	private final List<LetterFile> files = new ArrayList<>();

	private final List<Runnable> held = new ArrayList<>();

	private @Nullable SendResult trouble;

	private boolean aside;

	private boolean closed;

	/** Of a letter that has none. */
	public static LetterFiles none() {
		return new LetterFiles();
	}

	/** Why the letter cannot be sent; else null. */
	public synchronized @Nullable SendResult trouble() {
		return this.trouble;
	}

	/** Whether they take longer than other letters are to wait. */
	public synchronized boolean stepAside() {
		return this.aside;
	}

	/** In the order in which they are named. */
	public synchronized List<LetterFile> files() {
		return List.copyOf(this.files);
	}

	synchronized void add(LetterFile file) {
		this.files.add(file);
	}

	synchronized long size() {
		return this.files.stream().mapToLong(LetterFile::size).sum();
	}

	/** Without its files the letter goes nowhere, so none of them is kept. */
	void settle(SendResult result) {
		synchronized (this) {
			this.trouble = result;
		}
		release();
	}

	/** The letter comes again by itself. */
	void waitAside() {
		synchronized (this) {
			this.trouble = null;
			this.aside = true;
		}
		release();
	}

	/** They are fetched anew. */
	void restart() {
		synchronized (this) {
			this.trouble = null;
		}
		release();
	}

	/**
	 * Keeps something that is let go when these are closed, or at once if they are.
	 */
	void hold(Runnable release) {
		synchronized (this) {
			if (!this.closed) {
				this.held.add(release);
				return;
			}
		}
		release.run();
	}

	private void release() {
		List<Runnable> all;
		synchronized (this) {
			all = List.copyOf(this.held);
			this.held.clear();
			this.files.clear();
		}
		all.forEach(Runnable::run);
	}

	@Override
	public void close() {
		synchronized (this) {
			this.closed = true;
		}
		release();
	}

}
