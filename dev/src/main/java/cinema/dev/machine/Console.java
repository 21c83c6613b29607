package cinema.dev.machine;

import java.util.Locale;

/** The terminal. */
public final class Console {

	private Console() {
	}

	public static synchronized void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

	/**
	 * Says that something is up, and how long that took since a moment of the nano clock.
	 */
	public static void progress(String name, long start, String what) {
		say(String.format(Locale.ROOT, "  %-13s ready in %4.1f s   %s", name, (System.nanoTime() - start) / 1e9, what));
	}

}
