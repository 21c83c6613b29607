package cinema.dev.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PortsTests {

	private final List<AutoCloseable> open = new ArrayList<>();

	private final Ports ports = closing(new Ports());

	@AfterEach
	void closeAll() throws Exception {
		for (AutoCloseable one : this.open) {
			one.close();
		}
	}

	@Test
	void givesAPortToOneLauncherAlone() {
		int usual = this.ports.free();
		this.ports.close();
		assertThat(this.ports.choose("auth", usual)).isEqualTo(usual);

		Ports other = closing(new Ports());
		assertThat(other.choose("auth", usual)).as("nobody listens on it yet").isNotEqualTo(usual);
		assertThat(other.moved()).singleElement().asString().startsWith("auth " + usual + " was taken");
	}

	@Test
	void takesAnotherPortThanThatOfAnyProgram() throws IOException {
		int taken = listen(0).getLocalPort();
		assertThat(this.ports.choose("auth", taken)).isNotEqualTo(taken);
	}

	@Test
	void startsAgainOnAnotherPortWhenAProgramWasQuicker() {
		int usual = this.ports.free();
		this.ports.close();
		List<Integer> tried = new ArrayList<>();
		int bound = this.ports.start("auth", (turn) -> {
			int port = turn.choose("auth", usual);
			tried.add(port);
			if (tried.size() == 1) {
				listen(port);
				throw new StackException("auth did not start");
			}
			return port;
		});
		assertThat(tried).hasSize(2).startsWith(usual).doesNotHaveDuplicates();
		assertThat(bound).isEqualTo(tried.get(1));
		assertThat(this.ports.moved()).singleElement().asString().contains("it has " + bound);
	}

	@Test
	void passesOnWhatIsNoMatterOfPorts() {
		List<Integer> tried = new ArrayList<>();
		assertThatThrownBy(() -> this.ports.start("auth", (turn) -> {
			tried.add(turn.free());
			throw new StackException("auth has no template");
		})).hasMessage("auth has no template");
		assertThat(tried).hasSize(1);
	}

	private ServerSocket listen(int port) {
		try {
			return closing(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private <T extends AutoCloseable> T closing(T one) {
		this.open.add(one);
		return one;
	}

}
