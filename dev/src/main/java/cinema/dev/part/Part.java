package cinema.dev.part;

import java.util.Map;

import cinema.dev.machine.StackException;

/** A server that the applications need. */
public interface Part extends AutoCloseable {

	String name();

	/**
	 * One word: {@code given}, {@code embedded}, {@code node}, {@code dev-server}, ...
	 */
	String kind();

	/** What it is and where, for the table. */
	String describe();

	/** What the applications have to know. */
	Map<String, String> environment();

	/** Processes of its own, by name. */
	default Map<String, Long> pids() {
		return Map.of();
	}

	/** Starts its process again, on the same port and data, after it has died. */
	default void revive() {
		throw new StackException(name() + " cannot be started again by itself");
	}

	@Override
	void close();

}
