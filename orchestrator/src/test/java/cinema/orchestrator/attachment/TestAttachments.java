package cinema.orchestrator.attachment;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.platform.outbound.ServiceEntry;

/** Which files letters may have, for tests. */
public final class TestAttachments {

	private TestAttachments() {
	}

	/** Pictures and PDF of these services, three for each letter. */
	public static Attachments of(String... services) {
		return new Attachments(
				new AttachmentProperties(
						Arrays.stream(services)
							.collect(
									Collectors.toMap(Function.identity(),
											(name) -> new ServiceEntry(URI.create("http://127.0.0.1:1"), null,
													List.of("/public", "/own")))),
						List.of("image/png", "application/pdf"), 3));
	}

	/** Those that a catalogue's notices name. */
	public static EventAttachments of(Catalogue catalogue, String... services) {
		return new EventAttachments(catalogue, of(services));
	}

}
