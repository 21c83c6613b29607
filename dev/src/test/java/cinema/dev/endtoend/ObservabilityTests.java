package cinema.dev.endtoend;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import io.temporal.worker.MetricsType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the applications tell of themselves: figures, logs, traces, health. */
@Timeout(300)
class ObservabilityTests {

	private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern METRIC = Pattern
		.compile("\\b(?:cinema|temporal|jvm|process|hikaricp|http|kafka|disk)_[a-z0-9_]+");

	private static final Set<String> SDK = Stream.of(MetricsType.class.getFields())
		.map(ObservabilityTests::text)
		.collect(Collectors.toSet());

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	@Test
	void exportsEveryMetricThatDashboardAndAlertsName() throws Exception {
		String id = "twice-" + UUID.randomUUID();
		this.events.announce(Events.signUp(id), Events.signUp(id));
		awaitLetter(id);
		String dashboard = JsonMapper.shared()
			.readTree(Files.readString(PROJECT.resolve("deploy/monitoring/grafana/dashboards/notifications.json")))
			.findValuesAsString("expr")
			.stream()
			.collect(Collectors.joining("\n"));
		Set<String> named = metrics(dashboard + Files.readString(PROJECT.resolve("deploy/monitoring/alerts.yml")));
		assertThat(named).hasSizeGreaterThan(30);
		// Made when something fails or waits first, by the names of the SDK.
		named.removeIf((name) -> SDK.contains(name.replaceFirst("_total$|_seconds(_count|_sum|_bucket)?$", "")));
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(exported()).containsAll(named));
	}

	@Test
	void countsTheWayOfALetter() throws Exception {
		double taken = value("orchestrator", "cinema_events_taken_total{type=\"user_signed_up\"}");
		double ended = value("orchestrator", "cinema_postings_ended_total{channel=\"email\",outcome=\"DELIVERED\"}");
		double replies = value("worker", "cinema_smtp_replies_total{class=\"2xx\",provider=\"main\"}");
		String id = "counted-" + UUID.randomUUID();
		this.events.announce(Events.signUp(id));
		awaitLetter(id);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(value("orchestrator", "cinema_events_taken_total{type=\"user_signed_up\"}"))
				.isGreaterThan(taken);
			assertThat(value("orchestrator", "cinema_postings_ended_total{channel=\"email\",outcome=\"DELIVERED\"}"))
				.isGreaterThan(ended);
			assertThat(value("worker", "cinema_smtp_replies_total{class=\"2xx\",provider=\"main\"}"))
				.isGreaterThan(replies);
		});
		assertThat(scrape("worker")).contains("cinema_delivery_time_seconds_bucket{channel=\"email\",night=\"ignore\","
				+ "urgency=\"urgent\",le=\"0.5\"}");
	}

	@Test
	void countsFromTheStartWhatHasNotHappenedYet() throws Exception {
		assertThat(scrape("orchestrator")).contains("cinema_events_dead_total{reason=\"INVALID_RECEIVERS\"}",
				"cinema_events_dead_total{reason=\"ENVELOPE\"}",
				"cinema_messages_dead_total{reason=\"DELIVERY_LIMIT\"}", "cinema_postings_returned_total");
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(scrape("worker")).contains("cinema_part_up{part=\"smtp\"} 1.0",
					"cinema_deliveries_total{channel=\"email\",status=\"UNKNOWN\"}"));
	}

	@Test
	void hasARunbookForEveryAlert() throws IOException {
		String rules = Files.readString(PROJECT.resolve("deploy/monitoring/alerts.yml"));
		String operations = Files.readString(PROJECT.resolve("docs/operations.md"));
		List<String> alerts = Pattern.compile("- alert: (\\w+)")
			.matcher(rules)
			.results()
			.map((alert) -> alert.group(1))
			.toList();
		assertThat(alerts).hasSizeGreaterThan(10)
			.allSatisfy((alert) -> assertThat(operations).contains("### " + alert + "\n"));
	}

	@Test
	void showsItsPartsByNameAndNothingMore() throws Exception {
		assertThat(get("auth", "/actuator/health").body()).contains("\"kafka\":{\"status\":\"UP\"}",
				"\"db\":{\"status\"");
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(get("orchestrator", "/actuator/health").body()).contains(
					"\"kafka\":{\"status\":\"UP\"}", "\"temporal\":{\"status\":\"UP\"}",
					"\"rabbit\":{\"status\":\"UP\"}"));
		assertThat(get("worker", "/actuator/health").body())
			.contains("\"smtp\":{\"status\":\"UP\"}", "\"rabbit\":{\"status\":\"UP\"}")
			.doesNotContain("details");
		for (String application : APPLICATIONS) {
			assertThat(get(application, "/actuator/health/liveness").statusCode()).isEqualTo(200);
			assertThat(get(application, "/actuator/env").statusCode()).isNotEqualTo(200);
		}
	}

	@Test
	void leadsOneTraceFromTheRequestToTheReceipt() throws Exception {
		String trace = UUID.randomUUID().toString().replace("-", "");
		String caller = trace.substring(0, 16);
		signUp("traced-" + UUID.randomUUID() + "@example.com", "traceparent", "00-" + trace + "-" + caller + "-01");
		await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
			List<SpanCollector.Span> spans = RunningStack.spans().trace(trace);
			SpanCollector.Span request = child(spans, "auth", caller, "http post");
			SpanCollector.Span announced = child(spans, "auth", request.id(), "announce");
			SpanCollector.Span taken = child(spans, "orchestrator", announced.id(), "take user_signed_up");
			SpanCollector.Span dispatched = child(spans, "orchestrator", taken.id(), "dispatch.");
			SpanCollector.Span delivered = child(spans, "worker", dispatched.id(), "deliver");
			child(spans, "worker", delivered.id(), "send by email");
			child(spans, "orchestrator", delivered.id(), "receipt");
		});
	}

	@Test
	void writesNoAddressTokenOrBodyIntoALog() throws Exception {
		String person = "private-" + UUID.randomUUID();
		String password = "horse-" + UUID.randomUUID();
		HttpResponse<String> user = signUp(person + "@example.com", password);
		assertThat(user.statusCode()).isEqualTo(201);
		signUp(person + "@example.com", password);
		signUp(person + "@", password);
		this.events.announce(Events.signUp(person + "-2"), "{\"id\": \"" + person + "@example.com\"",
				"{\"event_type\": \"user_signed_up\", \"id\": \"1\", \"details\": \"" + person + "@example.com\"}");
		StoredLetter letter = awaitLetter(person);
		awaitLetter(person + "-2");
		Matcher code = Pattern.compile("/s/([0-9A-Za-z]{6,})").matcher(letter.text());
		assertThat(code.find()).isTrue();
		for (String application : APPLICATIONS) {
			String log = Files.readString(RunningStack.log(application));
			assertThat(log).as("the log of " + application)
				.isNotEmpty()
				.doesNotContain(person + "@", password, code.group(1), this.stack.places().serviceToken(),
						"Hello Ann Private", "@example.com");
		}
	}

	private static SpanCollector.Span child(List<SpanCollector.Span> spans, String service, String parent,
			String name) {
		return spans.stream()
			.filter((span) -> span.service().equals(service) && isBelow(span, parent, spans)
					&& span.name().startsWith(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(
					"no span " + name + " of " + service + " below " + parent + " in " + spans));
	}

	/** Its child, or a child of that: frameworks add spans of their own between ours. */
	private static boolean isBelow(SpanCollector.Span span, String ancestor, List<SpanCollector.Span> spans) {
		if (span.parentId().equals(ancestor)) {
			return true;
		}
		return spans.stream()
			.filter((one) -> one.id().equals(span.parentId()))
			.anyMatch((one) -> isBelow(one, ancestor, spans));
	}

	private static String text(Field constant) {
		try {
			return String.valueOf(constant.get(null));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Set<String> metrics(String text) {
		return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
	}

	private Set<String> exported() throws Exception {
		StringBuilder all = new StringBuilder();
		for (String application : APPLICATIONS) {
			scrape(application).lines()
				.filter((line) -> !line.startsWith("#"))
				.forEach((line) -> all.append(line).append('\n'));
		}
		return metrics(all.toString());
	}

	private double value(String application, String series) throws Exception {
		return scrape(application).lines()
			.filter((line) -> line.startsWith(series + " "))
			.mapToDouble((line) -> Double.parseDouble(line.substring(series.length() + 1)))
			.findFirst()
			.orElseThrow(() -> new AssertionError(series + " is not exported by " + application));
	}

	private String scrape(String application) throws Exception {
		return get(application, "/actuator/prometheus").body();
	}

	private HttpResponse<String> get(String application, String path) throws Exception {
		return this.http.send(
				HttpRequest.newBuilder(URI.create(this.stack.application(application).url() + path)).build(),
				BodyHandlers.ofString());
	}

	private HttpResponse<String> signUp(String email, String password) throws Exception {
		return signUp(email, password, "x-nothing", "nothing");
	}

	private HttpResponse<String> signUp(String email, String header, String value) throws Exception {
		return signUp(email, "correct horse", header, value);
	}

	private HttpResponse<String> signUp(String email, String password, String header, String value) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.stack.places().auth() + "/api/v1/signup"))
			.header("Content-Type", "application/json")
			.header(header, value)
			.POST(BodyPublishers.ofString("{\"email\": \"" + email + "\", \"password\": \"" + password
					+ "\", \"first_name\": \"Ann\", \"last_name\": \"Private\"}"))
			.build(), BodyHandlers.ofString());
	}

	private StoredLetter awaitLetter(String person) {
		await().atMost(Duration.ofSeconds(60)).until(() -> letters(person).findFirst().isPresent());
		return letters(person).findFirst().orElseThrow();
	}

	private Stream<StoredLetter> letters(String person) {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.subject().startsWith("Confirm"))
			.filter((letter) -> letter.to().get(0).address().startsWith(person + "@"));
	}

}
