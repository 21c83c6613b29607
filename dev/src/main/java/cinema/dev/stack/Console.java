package cinema.dev.stack;

/** The terminal. */
public final class Console {

	private Console() {
	}

	public static synchronized void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

}
