package cinema.orchestrator.context;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import cinema.orchestrator.context.ContextProperties.ServiceEntry;

import org.springframework.util.unit.DataSize;

/** Clients for tests of other packages. */
public final class ContextClients {

	private ContextClients() {
	}

	/** One that knows a single service. */
	public static ContextClient of(String name, URI url) {
		return new ContextClient(new ContextProperties(Map.of(name, new ServiceEntry(url, "secret")),
				Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3), DataSize.ofMegabytes(1)));
	}

}
