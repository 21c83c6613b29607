package cinema.dev.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.bench.MailingProbe;
import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.stack.Places;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import cinema.dev.stub.DiscardingSink;
import cinema.dev.stub.SinkCounter;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/**
 * A mailing of many small pages that all wait for one morning: how long it takes until
 * they wait, whether pause and resume act meanwhile, and whether they keep the rate of
 * the mailing when all of them wake at once.
 */
public final class HeldPages {

	private static final String NAME = "asleep";

	private static final int PAGE = 2;

	private static final int RATE = 100;

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final Places places;

	private final HttpClient http = HttpClient.newHttpClient();

	private final WorkflowServiceStubs temporal;

	private HeldPages(Places places) {
		this.places = places;
		this.temporal = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(places.temporal()).build());
	}

	/** {@code HeldPages [pages [minutes until the morning]]}. */
	public static void main(String[] args) throws Exception {
		int pages = (args.length > 0) ? Integer.parseInt(args[0]) : 10_000;
		int minutes = (args.length > 1) ? Integer.parseInt(args[1]) : 13;
		System.exit(run(Trial.folder(), pages, minutes) ? 0 : 1);
	}

	private static boolean run(RunFolder folder, int pages, int minutes) throws Exception {
		SinkCounter counter = new SinkCounter();
		try (DiscardingSink sink = new DiscardingSink(Duration.ofMillis(1), counter::letter);
				Crowd crowd = new Crowd();
				Stack stack = new Stack(folder, environment(sink, crowd, minutes))) {
			Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
			stack.start(true);
			HeldPages held = new HeldPages(stack.places());
			MailingProbe probe = new MailingProbe(stack.places(), counter);
			Thread watch = new Thread(() -> held.watch(pages), "watch");
			watch.setDaemon(true);
			watch.start();
			probe.order("""
					{"id": "%s", "from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
					 "delivery_type": ["email"], "expires_in": "2 days", "rate": %s,
					 "template_context": {"movies": "http://fastapi/api/v1/movies/?new=True", "title": "Friday films"}}
					""".formatted(NAME, Crowd.audience("crowd", NAME, pages * PAGE, PAGE), Integer.toString(RATE)),
					NAME);
			long[] moments = counter.moments(NAME + "-");
			long delivered = probe.count(NAME, "DELIVERED");
			double most = mostInAMinute(moments) / 60.0;
			Console.say("arrived " + moments.length + " of " + pages * PAGE + ", copies " + counter.copies()
					+ ", delivered by the journal " + delivered + ", at most " + most + " a second in any minute of "
					+ RATE + ", on average " + moments.length * 1e9 / (moments[moments.length - 1] - moments[0]));
			return counter.copies() == 0 && delivered == pages * PAGE && most <= RATE * 1.1;
		}
	}

	private static Map<String, String> environment(DiscardingSink sink, Crowd crowd, int minutes) {
		Map<String, String> environment = Trial.environment(sink, crowd);
		LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
		environment.put("CINEMA_MAILING_PAGE_SIZE", Integer.toString(PAGE));
		environment.put("CINEMA_PLAN_QUIET_FROM", now.minusHours(1).toString());
		environment.put("CINEMA_PLAN_QUIET_UNTIL", now.plusMinutes(minutes).toString());
		return environment;
	}

	private static int mostInAMinute(long[] moments) {
		int most = 0;
		int first = 0;
		for (int last = 0; last < moments.length; last++) {
			while (moments[last] - moments[first] >= MINUTE.toNanos()) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		return most;
	}

	/** Tells when all wait, and how long a pause and its end take then. */
	private void watch(int pages) {
		try {
			Instant began = Instant.now();
			long waiting = 0;
			while (waiting < pages) {
				TimeUnit.SECONDS.sleep(1);
				waiting = waiting();
			}
			Console.say(waiting + " pages wait after " + Duration.between(began, Instant.now()).toSeconds() + " s");
			Console.say("paused in " + post("pause") + " ms, resumed in " + post("resume") + " ms");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			Console.say("no answer: " + ex.getMessage());
		}
	}

	private long waiting() {
		return this.temporal.blockingStub()
			.countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
				.setNamespace(this.places.namespace())
				.setQuery("WorkflowType = 'MailingPageWorkflow' and ExecutionStatus = 'Running'")
				.build())
			.getCount();
	}

	private long post(String what) throws IOException, InterruptedException {
		long start = System.nanoTime();
		HttpResponse<String> answer = this.http.send(HttpRequest
			.newBuilder(URI.create(this.places.orchestrator() + "/api/v1/mailings/" + NAME + "/new_movies/" + what))
			.header("Authorization", "Bearer " + this.places.serviceToken())
			.POST(HttpRequest.BodyPublishers.noBody())
			.build(), HttpResponse.BodyHandlers.ofString());
		if (answer.statusCode() >= 300) {
			Console.say(what + " was refused: " + answer.body());
		}
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

}
