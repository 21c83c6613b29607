package cinema.dev.stack;

import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.part.Part;

/**
 * Starts parts of ours again when they die without being asked to, and looks how much of
 * the disk is left.
 */
final class Supervision {

	private static final int MOST_ATTEMPTS = 5;

	private static final long LOW_MEGABYTES = 250;

	private final Runnable onRevival;

	private volatile boolean ended;

	Supervision(Runnable onRevival) {
		this.onRevival = onRevival;
	}

	/** From now on, as long as the part has a process of its own. */
	void watch(Part part) {
		Long pid = part.pids().get(part.name());
		if (pid != null) {
			ProcessHandle.of(pid).ifPresent((process) -> process.onExit().thenRunAsync(() -> revive(part)));
		}
	}

	/** From now on, on the disk of this folder. */
	void watch(RunFolder folder) {
		Thread watch = new Thread(() -> watchDisk(folder), "disk");
		watch.setDaemon(true);
		watch.start();
	}

	private void watchDisk(RunFolder folder) {
		boolean told = false;
		try {
			while (!this.ended) {
				long free = folder.freeMegabytes();
				boolean low = free < LOW_MEGABYTES;
				if (low && !told) {
					Console.say("! Only " + free + " MB are free for " + folder.file("")
							+ ": below 200 MB RabbitMQ takes no letters, and without any nothing works");
				}
				told = low;
				TimeUnit.SECONDS.sleep(5);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** What dies now was meant to. */
	void end() {
		this.ended = true;
	}

	private void revive(Part part) {
		for (int attempt = 1; attempt <= MOST_ATTEMPTS && !this.ended; attempt++) {
			Console.say("! " + part.name() + " ended; it is started again");
			if (hasRevived(part, attempt)) {
				this.onRevival.run();
				watch(part);
				return;
			}
		}
		if (!this.ended) {
			Console
				.say("! " + part.name() + " does not come up again and is left alone: mend it, and start ./run again");
		}
	}

	private boolean hasRevived(Part part, int attempt) {
		try {
			TimeUnit.SECONDS.sleep(attempt);
			if (!this.ended) {
				part.revive();
			}
			if (this.ended) {
				part.close();
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return true;
		}
		catch (StackException ex) {
			Console.say("! " + ex.getMessage());
			return false;
		}
	}

}
