package cinema.orchestrator.receiver;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;

import cinema.orchestrator.context.ContextClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Directories for tests of other packages. */
public final class ReceiverDirectories {

	private ReceiverDirectories() {
	}

	/** One that asks this auth. */
	public static ReceiverDirectory of(URI auth, Clock clock) {
		return new ReceiverDirectory(ContextClients.of(auth, "auth"),
				new ReceiverProperties("auth", ZoneId.of("Europe/Moscow"), "en", Duration.ofSeconds(5)),
				new SimpleMeterRegistry(), clock);
	}

}
