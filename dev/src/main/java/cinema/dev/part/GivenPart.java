package cinema.dev.part;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

import cinema.dev.stack.StackException;

/** A part that runs already; it is asked for an answer and otherwise left alone. */
public record GivenPart(String name, String address, Map<String, String> environment) implements Part {

	/**
	 * Looks whether somebody listens.
	 * @param variable what to correct when nobody does
	 */
	public GivenPart reachable(String variable, String host, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), 3000);
			return this;
		}
		catch (IOException ex) {
			throw new StackException(
					this.name + " is given by " + variable + ", but nobody answers at " + host + ":" + port);
		}
	}

	@Override
	public String kind() {
		return "given";
	}

	@Override
	public String describe() {
		return "given, " + this.address;
	}

	@Override
	public void close() {
		// It was there before, and stays.
	}

}
