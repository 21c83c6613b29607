package cinema.dev.machine;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ports on the loopback interface: the usual one, or a free one when that is taken. What
 * is given belongs to no other launcher of this machine until this is closed.
 */
public final class Ports implements AutoCloseable {

	private static final int MOST_TURNS = 5;

	/**
	 * The UDP port of the same number, which none of our parts needs: only one process
	 * can have it, and the system takes it back however that ends.
	 */
	private final Map<Integer, DatagramSocket> given = new LinkedHashMap<>();

	private final List<String> moved = new CopyOnWriteArrayList<>();

	private final List<Ports> turns = new CopyOnWriteArrayList<>();

	/**
	 * Starts something on ports. Whoever finds that another program has been quicker gets
	 * other ports and starts again.
	 * @param starter throws a {@link StackException} when it cannot start, and leaves
	 * nothing behind
	 */
	public <T> T start(String name, Function<Ports, T> starter) {
		for (int turn = 1;; turn++) {
			Ports ports = new Ports();
			this.turns.add(ports);
			try {
				return starter.apply(ports);
			}
			catch (StackException ex) {
				List<Integer> lost = ports.lost();
				this.turns.remove(ports);
				ports.close();
				if (lost.isEmpty() || turn == MOST_TURNS || Thread.currentThread().isInterrupted()) {
					throw ex;
				}
				Console.say("  " + name + ": another program was quicker to take port " + lost + "; once more");
			}
		}
	}

	/** A port that nobody listens on. */
	public synchronized int choose(String part, int usual) {
		if (take(usual)) {
			return usual;
		}
		int other = free();
		this.moved.add(part + " " + usual + " was taken, it has " + other);
		return other;
	}

	/** A port that nobody expects anywhere. */
	public synchronized int free() {
		while (true) {
			try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
				int port = socket.getLocalPort();
				socket.close();
				if (take(port)) {
					return port;
				}
			}
			catch (IOException ex) {
				throw new StackException("No port is free: " + ex.getMessage(), ex);
			}
		}
	}

	private boolean take(int port) {
		if (this.given.containsKey(port) || !isFree(port)) {
			return false;
		}
		try {
			this.given.put(port, new DatagramSocket(new InetSocketAddress(loopback(), port)));
			return true;
		}
		catch (SocketException ex) {
			return false;
		}
	}

	/** What was given here, and has somebody else now. */
	private synchronized List<Integer> lost() {
		return this.given.keySet().stream().filter((port) -> !isFree(port)).toList();
	}

	/** Which ports are not the usual ones, in words. */
	public List<String> moved() {
		return Stream.concat(this.moved.stream(), this.turns.stream().flatMap((turn) -> turn.moved().stream()))
			.toList();
	}

	@Override
	public synchronized void close() {
		this.given.values().forEach(DatagramSocket::close);
		this.given.clear();
		this.turns.forEach(Ports::close);
	}

	private static InetAddress loopback() {
		return InetAddress.getLoopbackAddress();
	}

	private static boolean isFree(int port) {
		try (ServerSocket any = new ServerSocket()) {
			any.setReuseAddress(true);
			any.bind(new InetSocketAddress(port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
