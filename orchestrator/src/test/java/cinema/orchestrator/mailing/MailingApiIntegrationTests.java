package cinema.orchestrator.mailing;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.SearchAttributes;
import io.temporal.client.WorkflowClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static cinema.orchestrator.mailing.MailingRest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class MailingApiIntegrationTests {

	private final String id = UUID.randomUUID().toString();

	private final String one = "/api/v1/mailings/" + this.id + "/new_movies";

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@LocalServerPort
	private int port;

	@Test
	void takesAMailingFromItsOrderToItsReport() throws Exception {
		this.stub.on("of=" + this.id, 200, """
				{"items": [{"id": "%s", "email": "ann@example.com", "first_name": "Ann"},
				  {"id": "=cmd()", "email": "bob@example.com", "is_active": false}], "next": null}
				""".formatted(this.id));
		HttpResponse<String> ordered = post("/api/v1/mailings", order(", \"rate\": 100"));
		assertThat(ordered.statusCode()).as(ordered.body()).isEqualTo(202);
		assertThat(ordered.headers().firstValue("Location")).hasValue(this.one);
		FakeWorker worker = new FakeWorker(this.rabbit);
		worker.report(worker.take("postings.email.bulk"), "DELIVERED");

		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("COMPLETED"));

		assertThat(read(get(this.one)).path("receivers").path("DELIVERED").asInt()).isEqualTo(1);
		assertThat(get(this.one + "/report.csv").body()).contains(this.id + "\",\"email\",\"DELIVERED\",")
			.contains("\"'=cmd()\",\"email\",\"SUPPRESSED\",\"inactive user\",");
		assertThat(read(get("/api/v1/mailings?limit=200")).findValuesAsString("event_id")).contains(this.id);
		HttpResponse<String> late = post(this.one + "/pause", "{}");
		assertThat(late.statusCode()).isEqualTo(409);
		assertThat(late.body()).contains("COMPLETED");
	}

	@Test
	void sendsAgainToThoseAloneWhoseLetterFailed() throws Exception {
		String bob = UUID.randomUUID().toString();
		String users = "{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}, {\"id\": \"%s\", \"email\": \"%s\"}]}";
		this.stub.on("of=" + this.id, 200, users.formatted(this.id, bob, "wrong@example.com"));
		post("/api/v1/mailings", order(""));
		FakeWorker worker = new FakeWorker(this.rabbit);
		for (int letters = 0; letters < 2; letters++) {
			Message letter = worker.take("postings.email.bulk");
			worker.report(letter, worker.read(letter).toString().contains(bob) ? "REJECTED" : "DELIVERED");
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("COMPLETED"));
		this.stub.on("id=" + bob, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"right@example.com\"}]}".formatted(bob));

		HttpResponse<String> again = post(this.one + "/resend-failed", "");

		assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
		Message letter = worker.take("postings.email.bulk");
		assertThat(worker.read(letter).toString()).contains("right@example.com");
		worker.report(letter, "DELIVERED");
		String resent = again.headers().firstValue("Location").orElseThrow();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> read(get(resent)).path("status").asString("").equals("COMPLETED"));
		assertThat(read(get(resent + "/progress")).path("seen").asInt()).isEqualTo(1);
		assertThat(this.temporal.newUntypedWorkflowStub(read(get(resent)).path("workflow_id").asString())
			.describe()
			.getTypedSearchAttributes()
			.get(SearchAttributes.CHANNEL)).containsExactly("email");
		assertThat(post(this.one + "/resend-failed", "").statusCode()).as("nobody is left").isEqualTo(409);
	}

	@Test
	void sendsAgainToThoseAloneWhoseLetterEndedAsNamed() throws Exception {
		String bob = UUID.randomUUID().toString();
		this.stub.on("of=" + this.id, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}, {\"id\": \"%s\", \"email\": \"bob@example.com\"}]}"
					.formatted(this.id, bob));
		post("/api/v1/mailings", order(""));
		FakeWorker worker = new FakeWorker(this.rabbit);
		for (int letters = 0; letters < 2; letters++) {
			Message letter = worker.take("postings.email.bulk");
			worker.report(letter, worker.read(letter).toString().contains(bob) ? "REJECTED" : "UNKNOWN");
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("COMPLETED"));
		this.stub.on("id=" + this.id, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}]}".formatted(this.id));
		this.stub.on("id=" + bob, 200, "{\"items\": [{\"id\": \"somebody else\", \"email\": \"x@example.com\"}]}");
		HttpResponse<String> nobody = post(this.one + "/resend-failed", "{\"outcomes\": [\"FAILED\"]}");
		assertThat(nobody.statusCode()).isEqualTo(409);
		assertThat(nobody.body()).contains("ended as FAILED");

		HttpResponse<String> again = post(this.one + "/resend-failed", "{\"outcomes\": [\"UNKNOWN\"]}");

		assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
		Message letter = worker.take("postings.email.bulk");
		assertThat(worker.read(letter).toString()).contains("ann@example.com");
		worker.report(letter, "DELIVERED");
		String resent = again.headers().firstValue("Location").orElseThrow();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> read(get(resent)).path("status").asString("").equals("COMPLETED"));
		assertThat(post(this.one + "/resend-failed", "{\"outcomes\": [\"UNKNOWN\"]}").statusCode()).isEqualTo(409);
		String ignored = post(this.one + "/resend-failed", "{\"outcomes\": [\"REJECTED\", \"UNKNOWN\"]}").headers()
			.firstValue("Location")
			.orElseThrow();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> read(get(ignored)).path("status").asString("").equals("FAILED"));
		assertThat(read(get(ignored)).path("reason").asString()).contains("has no filter by id");
	}

	@Test
	void pausesChangesAndCancels() throws Exception {
		this.stub.on("of=" + this.id, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}]}".formatted(this.id));
		post("/api/v1/mailings", order(", \"send_at\": \"2100-01-01T00:00:00Z\""));
		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("HELD"));
		assertThat(read(get(this.one)).path("reason").asString()).isEqualTo("held until 2100-01-01T00:00:00Z");

		assertThat(read(post(this.one + "/rate", "{\"rate\": 7}")).path("rate").asInt()).isEqualTo(7);
		JsonNode paused = read(post(this.one + "/pause", "{}"));
		assertThat(paused.path("paused").asBoolean()).isTrue();
		assertThat(paused.path("state").asString()).isEqualTo("paused by service marketing");
		assertThat(status()).isEqualTo("PAUSED");
		assertThat(read(get(this.one)).path("reason").asString()).isEqualTo("paused by service marketing");
		JsonNode resumed = read(post(this.one + "/resume", "{}"));
		assertThat(resumed.path("state").asString()).startsWith("held until 1 Jan 2100 00:00");
		String why = "cancelled by service marketing: ordered by mistake";
		HttpResponse<String> cancelled = post(this.one + "/cancel", "{\"reason\": \"ordered by mistake\"}");
		assertThat(read(cancelled).path("state").asString()).endsWith(why);
		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("CANCELLED"));
		JsonNode shown = read(get(this.one));
		assertThat(shown.path("reason").asString()).isEqualTo(why);
		assertThat(shown.path("changes").values()).extracting((change) -> change.path("what").asString())
			.containsExactly("announced", "rate changed", "paused", "resumed", "cancelled");
	}

	@Test
	void isSeenFromTheMomentOfItsOrder() throws Exception {
		post("/api/v1/mailings", order(""));
		assertThat(get(this.one).statusCode()).isEqualTo(200);
		assertThat(get(this.one + "/progress").statusCode()).isEqualTo(200);
		assertThat(post(this.one + "/resend-failed", "").statusCode()).isIn(409);
	}

	@Test
	void saysThatNobodyIsToldWhenItIsWorthNothing() throws Exception {
		post("/api/v1/mailings", order("").replace("1 day", "-5 minutes"));

		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("EXPIRED"));
		assertThat(read(get(this.one)).path("reason").asString()).startsWith("its deadline was");
		assertThat(read(get("/api/v1/mailings?limit=200&status=EXPIRED")).findValuesAsString("event_id"))
			.contains(this.id);
		assertThat(post(this.one + "/cancel", "{}").statusCode()).isEqualTo(409);
	}

	@Test
	void answersARepetitionAlikeAndRefusesAnotherOrderOfTheSameId() throws Exception {
		String order = order(", \"send_at\": \"2100-01-01T00:00:00Z\"");
		HttpResponse<String> first = post("/api/v1/mailings", order);
		HttpResponse<String> again = post("/api/v1/mailings", order.replace(",", " , "));
		HttpResponse<String> other = post("/api/v1/mailings", order(", \"rate\": 5"));

		assertThat(again.statusCode()).isEqualTo(202);
		assertThat(again.body()).isEqualTo(first.body());
		assertThat(other.statusCode()).isEqualTo(409);
		assertThat(read(other).at("/errors/0/field").asString()).isEqualTo("id");
		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("HELD"));
		assertThat(post(this.one + "/cancel", "").statusCode()).as("without a reason too").isEqualTo(200);
	}

	@Test
	void refusesAMomentThatHasPassed() throws Exception {
		for (String moment : new String[] { "2026-01-01T10:00:00Z", "2026-01-01T10:00" }) {
			HttpResponse<String> refused = post("/api/v1/mailings", order(", \"send_at\": \"" + moment + "\""));
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(read(refused).at("/errors/0/field").asString()).isEqualTo("send_at");
			assertThat(read(refused).path("detail").asString()).contains("has passed", "it is 20");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/api/v1/mailings                     | {}                                                    | 400 | receivers
					/api/v1/mailings                     | []                                                    | 400 | body
					/api/v1/mailings                     | {"id":                                                | 400 | body
					/api/v1/mailings                     | {"id": "a", "id": "b"}                                | 400 | id
					/api/v1/mailings                     | {"id": "a b", "receivers": "http://auth/", "template": "new_movies"} | 400 | id
					/api/v1/mailings                     | {"id": "a.resend-1", "receivers": "http://auth/", "template": "new_movies"} | 400 | id
					/api/v1/mailings/nobody/x/pause      | {}                                                    | 404 |
					/api/v1/mailings/nobody/x/resume     | {}                                                    | 404 |
					/api/v1/mailings/nobody/x/cancel     | {}                                                    | 404 |
					/api/v1/mailings/nobody/x/resend-failed | {}                                                 | 404 |
					/api/v1/mailings/nobody/x/resend-failed | {"outcomes": ["FAILD"]}                            | 400 | outcomes
					/api/v1/mailings/nobody/x/resend-failed | {"outcomes": ["DELIVERED"]}                        | 400 | outcomes
					/api/v1/mailings/nobody/x/resend-failed | {"outcomes": [null]}                               | 400 | outcomes.0
					/api/v1/mailings/nobody/x/resend-failed | {"outcomes": "FAILED"}                             | 400 | outcomes
					/api/v1/mailings/nobody/x/resend-failed | {"outcome": ["FAILED"]}                            | 400 | outcome
					/api/v1/mailings/no%20body/x/pause   | {}                                                    | 400 | id
					/api/v1/mailings/nobody/x%C3%BC/pause | {}                                                   | 400 | notice
					/api/v1/mailings/nobody/x/rate       | {"rate": -1}                                          | 400 | rate
					/api/v1/mailings/nobody/x/rate       | {"rate": "NaN"}                                       | 400 | rate
					/api/v1/mailings/nobody/x/rate       | {"rate": "fast"}                                      | 400 | rate
					/api/v1/mailings/nobody/x/rate       | {"rate": 1e400}                                       | 400 | rate
					/api/v1/mailings/nobody/x/rate       | {}                                                    | 400 | rate
					/api/v1/mailings/nobody/x/cancel     | {"raeson": "typing"}                                  | 400 | raeson
					/api/v1/mailings/nobody/x/cancel     | {"reason": " "}                                       | 400 | reason
					/api/v1/mailings/nobody/x/cancel     | {"reason": "a\\u0000b"}                               | 400 | reason
					/api/v1/mailings/nobody/x/cancel     | {"reason": ["why"]}                                   | 400 | reason
					""")
	void namesWhatIsWrong(String path, String body, int status, @Nullable String field) throws Exception {
		HttpResponse<String> answer = post(path, body);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(read(answer).at("/errors/0/field").asString("")).isEqualTo((field != null) ? field : "");
		assertThat(read(answer).path("detail").asString()).isNotEmpty();
	}

	@Test
	void asksForAToken() throws Exception {
		MailingRest watcher = new MailingRest(this.port, IntegrationTest.WATCHERS_TOKEN);
		assertThat(new MailingRest(this.port, "wrong").get("/api/v1/mailings").statusCode()).isEqualTo(401);
		assertThat(watcher.get("/api/v1/mailings").statusCode()).isEqualTo(200);
		for (String path : new String[] { "", "/a/b/pause", "/a/b/resume", "/a/b/cancel", "/a/b/rate",
				"/a/b/resend-failed" }) {
			assertThat(watcher.post("/api/v1/mailings" + path, "{}").statusCode()).as(path).isEqualTo(403);
		}
	}

	private String order(String more) {
		return """
				{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md", "expires_in": "1 day",
				 "delivery_type": ["email"], "quiet_hours": "ignore"%s}"""
			.formatted(this.id, this.id, more);
	}

	private String status() throws IOException, InterruptedException {
		return read(get(this.one)).path("status").asString("");
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return new MailingRest(this.port).get(path);
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return new MailingRest(this.port).post(path, body);
	}

}
