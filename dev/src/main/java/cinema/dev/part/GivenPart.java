package cinema.dev.part;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

import cinema.dev.machine.StackException;

/** A part that runs already; it is asked for an answer and otherwise left alone. */
public record GivenPart(String name, String address, Map<String, String> environment) implements Part {

	/**
	 * Looks whether somebody listens.
	 * @param variable what to correct when nobody does
	 * @param place a host, with or without a port
	 */
	public GivenPart reachable(String variable, String place, int usualPort) {
		int colon = place.lastIndexOf(':');
		try {
			return (colon < 0) ? reaches(variable, place, usualPort)
					: reaches(variable, place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
		}
		catch (IllegalArgumentException ex) {
			throw new StackException(variable + " has to be host:port, and is " + place);
		}
	}

	private GivenPart reaches(String variable, String host, int port) {
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
