package cinema.dev.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import org.junit.jupiter.api.Assumptions;

/** One stack for all end-to-end tests of a build. */
public final class RunningStack {

	/** What {@code .run} is for a stack of {@code ./run}. */
	public static final Path FOLDER = Path.of("target/end-to-end").toAbsolutePath();

	/**
	 * An event with steps: web, push when nobody looks there, a letter when nobody does
	 * at all.
	 */
	static final String WATCHED = "watched";

	private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	private static final SpanCollector SPANS = new SpanCollector();

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private static final Crowd CROWD = new Crowd();

	private static final ClientPage CLIENT = new ClientPage();

	private static Stack stack;

	private RunningStack() {
	}

	/** The spans that the applications export. */
	static SpanCollector spans() {
		return SPANS;
	}

	/** The page of an OAuth client that people sign in to. */
	public static ClientPage client() {
		return CLIENT;
	}

	/** Where the log of an application is. */
	static Path log(String application) {
		return new RunFolder(PROJECT, FOLDER).log(application);
	}

	/**
	 * The stack, started on fresh data by the first who asks, with whatever an earlier
	 * test has killed.
	 */
	public static synchronized Stack get() {
		for (String name : APPLICATIONS) {
			if (!Files.exists(PROJECT.resolve(name + "/target/" + name + "-1.0.0-SNAPSHOT.jar"))) {
				Console.say("SKIPPED: the end-to-end tests need " + name + "'s jar: mvn verify makes it");
				Assumptions.abort(name + " is not packaged");
			}
		}
		if (stack == null) {
			Map<String, String> environment = new TreeMap<>(System.getenv());
			environment.put("CINEMA_PLAN_DEFERRED_GAP", "1s");
			environment.put("CINEMA_PLAN_RECEIPT_TIMEOUT", "15s");
			// Only what a test asks for by a sampled traceparent is traced.
			environment.put("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", SPANS.url());
			// All tests are one network to auth.
			environment.put("CINEMA_THROTTLE_LIMITS_SIGNUPADDRESS_FREE", "5000");
			environment.put("CINEMA_CONTEXT_SERVICES_CROWD_URL", CROWD.url());
			environment.put("CINEMA_AUTHORIZATION_CLIENTS_FILMS_REDIRECTURIS", CLIENT.url());
			environment.put("CINEMA_AUTHORIZATION_CLIENTS_FILMS_SCOPES", "openid,email");
			environment.putAll(steps());
			Stack starting = new Stack(new RunFolder(PROJECT, FOLDER), environment);
			Runtime.getRuntime().addShutdownHook(new Thread(starting::close));
			starting.start(true);
			Console.say("End-to-end tests run on: " + starting.places().kinds());
			stack = starting;
		}
		for (String name : APPLICATIONS) {
			stack.application(name).awaitReady();
		}
		return stack;
	}

	private static Map<String, String> steps() {
		String notice = "CINEMA_CATALOGUE_EVENTS_WATCHED_NOTICES_WATCHED_";
		return Map.of(notice + "TOPIC", "account", notice + "TEMPLATE", "new_device", notice + "URGENCY", "urgent",
				notice + "QUIETHOURS", "ignore", notice + "TIMETOLIVE", "1h", notice + "STEPS_0_CHANNEL", "web",
				notice + "STEPS_1_CHANNEL", "push", notice + "STEPS_1_AFTER", "2s", notice + "STEPS_2_CHANNEL", "email",
				notice + "STEPS_2_AFTER", "30s");
	}

}
