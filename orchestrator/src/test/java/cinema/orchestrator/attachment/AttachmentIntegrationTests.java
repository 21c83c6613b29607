package cinema.orchestrator.attachment;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.kafka.core.KafkaTemplate;

import static cinema.orchestrator.mailing.MailingRest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files of letters, from an event or an order to the queue. */
@IntegrationTest
class AttachmentIntegrationTests {

	private static final String TOPIC = "notifications.events";

	private static final String MAILINGS = "/api/v1/mailings";

	private static final String POSTER = "{\"name\": \"poster.png\", \"url\": \"http://files/public/poster.png\","
			+ " \"type\": \"image/png\", \"content_id\": \"poster\"}";

	private static final String TICKET = "{\"name\": \"ticket.pdf\", \"url\": \"http://files/own/{user_id}.pdf\","
			+ " \"type\": \"application/pdf\", \"sha256\": \"" + "0a".repeat(32) + "\"}";

	private final String id = UUID.randomUUID().toString();

	private final String user = UUID.randomUUID().toString();

	private final String template = "t_" + this.id.replace("-", "");

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private FakeNeighbour stub;

	@LocalServerPort
	private int port;

	private FakeWorker worker;

	private MailingRest rest;

	private MailingRest marketing;

	@BeforeEach
	void call() {
		this.worker = new FakeWorker(this.rabbit);
		this.rest = new MailingRest(this.port, IntegrationTest.TOKEN);
		this.marketing = new MailingRest(this.port);
		String ann = "{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\", \"first_name\": \"Ann\"}], \"next\": null}"
			.formatted(this.user);
		this.stub.on(this.user, 200, ann);
		this.stub.on("of=" + this.id, 200, ann);
	}

	@Test
	void nameTheirFilesWhenTheLetterOfAnEventIsMade() throws Exception {
		announce(event("\"attachments\": [" + POSTER.replace(", \"content_id\": \"poster\"", "") + "]"));

		Message first = this.worker.take("postings.email.urgent");
		JsonNode letter = this.worker.read(first);

		assertThat(letter.path("attachments")).isEqualTo(JsonMapper.shared().readTree("""
				[{"name": "google & co.pdf", "url": "http://files/own/%s/google%%20%%26%%20co.pdf",
				  "type": "application/pdf", "content_id": null, "sha256": null, "shared": false},
				 {"name": "poster.png", "url": "http://files/public/poster.png",
				  "type": "image/png", "content_id": null, "sha256": null, "shared": false}]
				""".formatted(this.user)));
		JsonNode shown = read(this.rest.get("/api/v1/postings/" + letter.path("id").asString() + "/letter"));
		assertThat(shown.path("files").findValuesAsString("name")).containsExactly("google & co.pdf", "poster.png");
		assertThat(shown.toString()).as("a file may be the receiver's own").doesNotContain("http://files");
		this.worker.report(first, "DELIVERED");
	}

	/** What they are called may be what nobody is to know any more. */
	@Test
	void areForgottenWithTheirReceiver() throws Exception {
		announce(event("\"attachments\": []"));
		Message first = this.worker.take("postings.email.urgent");
		this.worker.report(first, "DELIVERED");
		String posting = "/api/v1/postings/" + this.worker.read(first).path("id").asString();
		assertThat(this.rest.get(posting + "/letter").body()).contains("google & co.pdf");

		announce("{\"id\": \"%s\", \"event_type\": \"user_erased\", \"details\": {\"user_id\": \"%s\"}}"
			.formatted(UUID.randomUUID(), this.user));

		await().atMost(Duration.ofSeconds(30)).until(() -> this.rest.get(posting + "/letter").statusCode() == 404);
		assertThat(this.rest.post(posting + "/again", "{\"key\": \"once1\", \"twice\": true}").statusCode())
			.as("nor is it made anew")
			.isBetween(400, 499);
	}

	@Test
	void areNotNamedByALetterWithoutAny() throws Exception {
		assertThat(this.marketing.post(MAILINGS, order("new_movies", "")).statusCode()).isEqualTo(202);

		Message letter = this.worker.take("postings.email.bulk");

		assertThat(new String(letter.getBody(), StandardCharsets.UTF_8)).contains("\"attempt\":1}")
			.doesNotContain("attachments");
		this.worker.report(letter, "DELIVERED");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					details.attachments[1].name | [{"name": "a.pdf", "url": "http://files/public/a", "type": "application/pdf"}, {"name": "a/b", "url": "http://files/public/a", "type": "application/pdf"}]
					details.attachments[0].url  | [{"name": "a.pdf", "url": "http://evil/public/a", "type": "application/pdf"}]
					details.attachments         | "a.pdf"
					""")
	void refuseAnEventThatListsWhatNobodyMayHave(String field, String files) throws Exception {
		String bad = event("\"attachments\": " + files);

		HttpResponse<String> refused = this.rest.post("/api/v1/notifications", bad);
		announce(bad);

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(read(refused).at("/errors/0/field").asString()).isEqualTo(field);
		assertThat(dead().path("detail").asString()).startsWith(field + ": ");
	}

	@Test
	void refuseAnEventThatBringsNothingToNameOneBy() throws Exception {
		String bad = event("\"attachments\": []").replace("\"service\"", "\"company\"");

		HttpResponse<String> refused = this.rest.post("/api/v1/notifications", bad);

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(refused.body()).contains("attachments[0]", "details.service: is missing in the event");
	}

	@Test
	void goWithAMailingAndWithItsResend() throws Exception {
		publish("![The poster of Solaris](cid:poster)\n\nHello");
		HttpResponse<String> ordered = this.marketing.post(MAILINGS,
				order(this.template, ", \"attachments\": [" + POSTER + ", " + TICKET + "]"));
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);

		Message first = this.worker.take("postings.email.bulk");
		JsonNode letter = this.worker.read(first);
		assertThat(letter.path("html").asString()).contains("src=\"cid:poster\" alt=\"The poster of Solaris\"");
		assertThat(letter.path("text").asString()).startsWith("The poster of Solaris\n\nHello").doesNotContain("cid:");
		JsonNode files = letter.path("attachments");
		assertThat(files.findValuesAsString("url")).containsExactly("http://files/public/poster.png",
				"http://files/own/" + this.user + ".pdf");
		assertThat(files.at("/0/shared").asBoolean()).isTrue();
		assertThat(files.at("/1/shared").asBoolean()).isFalse();
		this.worker.report(first, "REJECTED");
		String one = MAILINGS + "/" + this.id + "/" + this.template;
		await().atMost(Duration.ofSeconds(30)).until(() -> isCompleted(one));
		assertThat(read(this.marketing.get(one)).at("/order/attachments").findValuesAsString("url"))
			.containsExactly("http://files/public/poster.png", "http://files/own/{user_id}.pdf");

		String again = this.marketing.post(one + "/resend-failed", "").headers().firstValue("Location").orElseThrow();

		Message second = this.worker.take("postings.email.bulk");
		assertThat(this.worker.read(second).path("attachments")).isEqualTo(files);
		this.worker.report(second, "DELIVERED");
		await().atMost(Duration.ofSeconds(30)).until(() -> isCompleted(again));
		this.rest.post("/api/v1/postings/" + this.worker.read(second).path("id").asString() + "/again",
				"{\"key\": \"once1\", \"twice\": true}");
		Message third = this.worker.take("postings.email.bulk");
		assertThat(this.worker.read(third).path("attachments")).as("once more to one person").isEqualTo(files);
		this.worker.report(third, "DELIVERED");
	}

	/**
	 * By whom a letter cannot be made as it was meant, nobody gets one that is broken.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			![x](cid:poster) | it shows cid:poster, and no file of it has that content_id |
			Hello            | it does not show cid:poster, which one of its files has as its content_id | poster
			""")
	void failALetterThatDoesNotShowThem(String body, String reason, String shown) throws Exception {
		publish(body);
		this.marketing.post(MAILINGS,
				order(this.template, (shown != null) ? ", \"attachments\": [" + POSTER + "]" : ""));
		String one = MAILINGS + "/" + this.id + "/" + this.template;

		await().atMost(Duration.ofSeconds(30))
			.until(() -> read(this.marketing.get(one)).path("status").asString("").equals("FAILED"));

		assertThat(read(this.marketing.get(one)).path("reason").asString())
			.contains("RENDER_FAILED: email/" + this.template + "@1: " + reason);
		assertThat(this.rabbit.receive("postings.email.bulk", 100)).isNull();
	}

	@Test
	void goByEmailAlone() throws Exception {
		this.stub.on("of=" + this.id, 200, "{\"items\": [{\"id\": \"%s\"}], \"next\": null}".formatted(this.user));
		publish("Hello", "web");
		HttpResponse<String> ordered = this.marketing.post(MAILINGS,
				order(this.template, ", \"attachments\": [" + TICKET + "]").replace("[\"email\"]",
						"[\"email\", \"web\"]"));
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);

		Message letter = this.worker.take("postings.web.bulk");

		assertThat(this.worker.read(letter).has("attachments")).isFalse();
		this.worker.report(letter, "DELIVERED");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					attachments[1].name       | [{"name": "a", "url": "http://files/public/a", "type": "image/png"}, {"name": "a\\\\b", "url": "http://files/public/a", "type": "image/png"}]
					attachments[0].url        | [{"name": "a", "url": "http://files/other/a", "type": "image/png"}]
					attachments[0].type       | [{"name": "a", "url": "http://files/public/a", "type": "text/html"}]
					attachments[0].content_id | [{"name": "a", "url": "http://files/public/a", "type": "image/png", "content_id": "a b"}]
					attachments               | {}
					""")
	void refuseAnOrderWhereverItComesFrom(String field, String files) throws Exception {
		String bad = order("new_movies", ", \"attachments\": " + files);

		HttpResponse<String> refused = this.marketing.post(MAILINGS, bad);
		announce(bad);
		HttpResponse<String> schedule = this.marketing.post("/api/v1/mailing-schedules",
				"{\"id\": \"s-%s\", \"cron\": \"0 10 * * 5\", \"mailing\": %s}".formatted(this.id,
						bad.replaceFirst("\"id\": \"[^\"]*\", ", "")));

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(read(refused).at("/errors/0/field").asString()).isEqualTo(field);
		assertThat(dead().path("detail").asString()).startsWith(field + ": ");
		assertThat(schedule.statusCode()).as(schedule.body()).isEqualTo(400);
		assertThat(read(schedule).at("/errors/0/field").asString()).isEqualTo("mailing." + field);
	}

	@Test
	void areNoPartOfAMailingThatIsNoEmail() throws Exception {
		HttpResponse<String> refused = this.marketing.post(MAILINGS,
				order("new_device", ", \"attachments\": [" + TICKET + "]").replace("[\"email\"]", "[\"web\"]"));

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("\"attachments\"", "go by email, which is none of its channels");
	}

	private JsonNode dead() {
		return await().atMost(Duration.ofSeconds(30))
			.until(() -> read(this.rest.get("/api/v1/dead-letters?limit=200&reason=INVALID_ATTACHMENTS")).path("items")
				.valueStream()
				.filter((one) -> one.path("event_id").asString("").equals(this.id))
				.findFirst(), (found) -> found.isPresent())
			.orElseThrow();
	}

	private boolean isCompleted(String path) throws Exception {
		return read(this.marketing.get(path)).path("status").asString("").equals("COMPLETED");
	}

	private String event(String details) {
		return """
				{"id": "%s", "event_type": "user_linked_account", "from_service": "auth",
				 "details": {"user_id": "%s", "service": "google & co", %s}}""".formatted(this.id, this.user, details);
	}

	private String order(String template, String more) {
		return """
				{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/%s.md", "expires_in": "1 day",
				 "delivery_type": ["email"], "quiet_hours": "ignore"%s}""".formatted(this.id, this.id, template, more);
	}

	private void publish(String body, String... more) throws Exception {
		Map<String, String> texts = new HashMap<>();
		texts.put("email/" + this.template + ".md", "---\nsubject: Solaris\n---\n" + body);
		for (String channel : more) {
			texts.put(channel + "/" + this.template + ".md", "---\nsubject: Solaris\n---\nHello");
		}
		String path = "/api/v1/templates/" + this.template + "/versions";
		HttpResponse<String> saved = new MailingRest(this.port, IntegrationTest.EDITORS_TOKEN).post(path,
				JsonMapper.shared().writeValueAsString(Map.of("after", 0, "texts", texts)));
		assertThat(saved.statusCode()).as(saved.body()).isEqualTo(201);
		HttpResponse<String> published = new MailingRest(this.port, IntegrationTest.PUBLISHERS_TOKEN)
			.post(path + "/1/publish", "");
		assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
	}

	private void announce(String event) {
		this.kafka.send(TOPIC, this.id.getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8)).join();
	}

}
