package cinema.dev.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The event types that the orchestrator has a notice for, by the figures that it keeps
 * for each.
 */
record KnownTypes(Set<String> types) {

	private static final Pattern TYPE = Pattern
		.compile("(?m)^cinema_events_taken_total\\{[^}]*\\btype=\"([a-z0-9_]+)\"");

	/** None when it does not answer. */
	static KnownTypes of(String orchestrator) throws InterruptedException {
		try {
			return read(HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(orchestrator + "/actuator/prometheus")).build(),
						BodyHandlers.ofString())
				.body());
		}
		catch (IOException ex) {
			return new KnownTypes(Set.of());
		}
	}

	static KnownTypes read(String figures) {
		return new KnownTypes(TYPE.matcher(figures)
			.results()
			.map((MatchResult one) -> one.group(1))
			.collect(Collectors.toUnmodifiableSet()));
	}

	/** Whether the intake surely buries an event of this type. */
	boolean lack(String type) {
		return !this.types.isEmpty() && !this.types.contains(type) && !type.equals("mailing");
	}

}
