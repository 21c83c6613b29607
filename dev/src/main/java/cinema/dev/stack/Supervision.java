package cinema.dev.stack;

import java.util.concurrent.TimeUnit;

import cinema.dev.part.Part;

/** Starts parts of ours again when they die without being asked to. */
final class Supervision {

	private static final int MOST_ATTEMPTS = 5;

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
	}

	private boolean hasRevived(Part part, int attempt) {
		try {
			TimeUnit.SECONDS.sleep(attempt);
			if (!this.ended) {
				part.revive();
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
