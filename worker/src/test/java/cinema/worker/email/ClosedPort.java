package cinema.worker.email;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that refuses every connection, and that nobody else can open.
 */
final class ClosedPort implements AutoCloseable {

	/** Bound, but nobody listens. */
	private final Socket held = new Socket();

	ClosedPort() throws IOException {
		this.held.bind(new InetSocketAddress("127.0.0.1", 0));
	}

	int number() {
		return this.held.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.held.close();
	}

}
