package cinema.orchestrator.context;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.collected.CollectedItems;
import cinema.platform.outbound.ServiceEntry;

import org.springframework.util.unit.DataSize;

import static org.mockito.Mockito.mock;

/** Clients for tests of other packages. */
public final class ContextClients {

	private ContextClients() {
	}

	/** One that knows services by these names, all at one place. */
	public static ContextClient of(URI url, String... names) {
		return new ContextClient(new ContextProperties(
				Stream.of(names)
					.collect(Collectors.toMap(Function.identity(),
							(name) -> new ServiceEntry(url, "secret", List.of("/")))),
				Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(3), DataSize.ofMegabytes(1),
				List.of()));
	}

	public static ContextCollector collector(ContextClient client) {
		return new ContextCollector(client, mock(CollectedItems.class));
	}

}
