package cinema.dev.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Ports on the loopback interface: the usual one, or a free one when that is taken. */
public final class Ports {

	private final Set<Integer> given = new HashSet<>();

	private final List<String> moved = new ArrayList<>();

	/** A port that nobody listens on. */
	public synchronized int choose(String part, int usual) {
		if (!this.given.contains(usual) && isFree(usual)) {
			this.given.add(usual);
			return usual;
		}
		int other = free();
		this.moved.add(part + " " + usual + " was taken, it has " + other);
		return other;
	}

	/** A port that nobody expects anywhere. */
	public synchronized int free() {
		while (true) {
			try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				if (this.given.add(socket.getLocalPort())) {
					return socket.getLocalPort();
				}
			}
			catch (IOException ex) {
				throw new StackException("No port is free: " + ex.getMessage(), ex);
			}
		}
	}

	public synchronized List<String> moved() {
		return List.copyOf(this.moved);
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
