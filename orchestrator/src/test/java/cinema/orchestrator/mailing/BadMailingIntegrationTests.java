package cinema.orchestrator.mailing;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Orders that can be read, and of which nothing can come: each ends with a reason, by
 * REST and on Kafka, and nothing else stops.
 */
@IntegrationTest
class BadMailingIntegrationTests {

	private static final String NOBODY = "{\"items\": [{\"id\": \"x\", \"is_active\": false}], \"next\": \"?of=%s&p=%d\"}";

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private FakeNeighbour stub;

	@LocalServerPort
	private int port;

	private MailingRest rest;

	@BeforeEach
	void call() {
		this.rest = new MailingRest(this.port);
		// Others may have left letters that nobody delivers.
		this.rabbit.execute((channel) -> channel.queuePurge("postings.email.bulk"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			html     | FAILED    | answered something else than JSON
			nothing  | FAILED    | has no list of items
			gone     | FAILED    | answered 404
			moved    | FAILED    | answered 302
			huge     | FAILED    | answered more than
			circle   | FAILED    | the pages go in a circle
			endless  | FAILED    | there are more than 30 pages
			deserted | FAILED    | pages in a row have nobody
			elsewhere | COMPLETED | the audience has nobody
			empty    | COMPLETED | the audience has nobody
			""")
	void endForTheirAudience(String audience, String status, String reason) throws Exception {
		for (boolean byRest : new boolean[] { true, false }) {
			String id = order(byRest, audience, "new_movies", "");

			assertThat(end(id, "new_movies").path("status").asString()).as(audience).isEqualTo(status);
			assertThat(end(id, "new_movies").path("reason").asString()).as(audience).contains(reason);
		}
	}

	@ParameterizedTest
	@CsvSource({ "loops, 0", "loops_for_some, 2" })
	void endForATemplateThatDoesNot(String template, int cancelled) throws Exception {
		for (boolean byRest : new boolean[] { true, false }) {
			String id = order(byRest, "two", template, "");

			assertThat(end(id, template).path("status").asString()).isEqualTo("FAILED");
			assertThat(end(id, template).path("reason").asString()).contains("email/" + template + ": it did not end");
			assertThat(MailingRest.read(this.rest.get("/api/v1/mailings/" + id + "/" + template + "/progress"))
				.path("cancelled")
				.asInt()).as("of those who were seen").isEqualTo(cancelled);
			for (Message left = bulk(); left != null; left = bulk()) {
				assertThat(new String(left.getBody(), StandardCharsets.UTF_8)).as("half of a bundle")
					.doesNotContain(id);
			}
		}
	}

	private Message bulk() {
		return this.rabbit.receive("postings.email.bulk", 500);
	}

	@Test
	void endForATemplateThatIsNotThere() throws Exception {
		String id = order(false, "empty", "nobody_wrote_it", "");
		HttpResponse<String> refused = this.rest.post("/api/v1/mailings",
				text(UUID.randomUUID().toString(), "nobody_wrote_it", ""));

		assertThat(end(id, "nobody_wrote_it").path("reason").asString()).contains("there is no such template");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(MailingRest.read(refused).at("/errors/0/field").asString()).isEqualTo("template");
	}

	@ParameterizedTest
	@CsvSource({ "0", "\"0 sec\"", "\"-5 minutes\"", "\"PT-2M\"" })
	void endAtOnceWhenTheyAreWorthNothing(String span) throws Exception {
		for (boolean byRest : new boolean[] { true, false }) {
			String id = order(byRest, "two", "new_movies", ", \"expires_in\": " + span);

			assertThat(end(id, "new_movies").path("status").asString()).isEqualTo("EXPIRED");
		}
	}

	@Test
	void stopNothingElse() throws Exception {
		for (String audience : new String[] { "html", "huge", "circle", "endless" }) {
			order(false, audience, "new_movies", "");
		}
		order(false, "two", "loops", "");
		String id = order(false, "one", "new_movies", "");

		FakeWorker worker = new FakeWorker(this.rabbit);
		worker.report(worker.take("postings.email.bulk"), "DELIVERED");
		assertThat(end(id, "new_movies").path("status").asString()).isEqualTo("COMPLETED");
	}

	private String order(boolean byRest, String audience, String template, String more) throws Exception {
		String id = UUID.randomUUID().toString();
		prepare(audience, id);
		String order = text(id, template, more);
		if (byRest) {
			HttpResponse<String> taken = this.rest.post("/api/v1/mailings", order);
			assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
		}
		else {
			this.kafka.send("notifications.events", order.getBytes(StandardCharsets.UTF_8)).join();
		}
		return id;
	}

	private static String text(String id, String template, String more) {
		return """
				{"id": "%s", "receivers": "http://auth/users?of=%s&p=1", "template": "email/%s.md", "quiet_hours": "ignore"%s}"""
			.formatted(id, id, template, more);
	}

	private void prepare(String audience, String id) {
		String of = "of=" + id;
		AtomicInteger page = new AtomicInteger(1);
		switch (audience) {
			case "html" -> this.stub.on(of, 200, "<html><body>Please sign in</body></html>");
			case "nothing" -> this.stub.on(of, 200, "{}");
			case "gone" -> this.stub.on(of, 404, "{\"items\": []}");
			case "moved" -> this.stub.on(of, 302, "{\"items\": []}");
			case "huge" ->
				this.stub.on(of, 200, "{\"items\": [{\"note\": \"" + "x".repeat(10_000_000) + "\"}], \"next\": null}");
			case "circle" -> this.stub.on(of, (exchange) -> FakeNeighbour.reply(exchange, 200,
					NOBODY.formatted(id, page.getAndIncrement() % 3).getBytes(StandardCharsets.UTF_8)));
			case "endless" -> this.stub.on(of, (exchange) -> FakeNeighbour.reply(exchange, 200,
					NOBODY.formatted(id, page.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));
			case "deserted" -> this.stub.on(of,
					(exchange) -> FakeNeighbour.reply(exchange, 200,
							NOBODY.formatted(id, page.incrementAndGet())
								.replaceAll("\\[.*]", "[]")
								.getBytes(StandardCharsets.UTF_8)));
			case "elsewhere" -> this.stub.on(of, 200, "{\"items\": [], \"next\": \"http://evil/users\"}");
			case "empty" -> this.stub.on(of, 200, "{\"items\": [], \"next\": null}");
			default -> this.stub.on(of, 200, users(audience.equals("one") ? "" : "," + user("ru")));
		}
	}

	private static String users(String more) {
		return "{\"items\": [" + user("en") + more + "], \"next\": null}";
	}

	private static String user(String locale) {
		return "{\"id\": \"%s\", \"email\": \"ann@example.com\", \"locale\": \"%s\"}".formatted(UUID.randomUUID(),
				locale);
	}

	private JsonNode end(String id, String template) {
		return await().atMost(Duration.ofSeconds(60))
			.until(() -> MailingRest.read(this.rest.get("/api/v1/mailings/" + id + "/" + template)),
					(shown) -> shown.has("ended_at") || shown.path("status").asString("").equals("EXPIRED"));
	}

}
