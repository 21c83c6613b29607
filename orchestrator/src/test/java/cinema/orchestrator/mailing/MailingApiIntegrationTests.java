package cinema.orchestrator.mailing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeWorker;
import cinema.orchestrator.parts.StubService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class MailingApiIntegrationTests {

	private final JsonMapper json = JsonMapper.builder().build();

	private final String id = UUID.randomUUID().toString();

	private final String one = "/api/v1/mailings/" + this.id + "/new_movies";

	@Autowired
	private StubService stub;

	@Autowired
	private RabbitTemplate rabbit;

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
		assertThat(get(this.one + "/report.csv").body()).contains(this.id + ",email,DELIVERED,")
			.contains("'=cmd(),email,SUPPRESSED,inactive user,");
		assertThat(read(get("/api/v1/mailings")).findValuesAsString("event_id")).contains(this.id);
		assertThat(post(this.one + "/pause", "{}").statusCode()).isEqualTo(409);
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
		assertThat(post(this.one + "/resend-failed", "").statusCode()).as("nobody is left").isEqualTo(409);
	}

	@Test
	void pausesChangesAndCancels() throws Exception {
		this.stub.on("of=" + this.id, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}]}".formatted(this.id));
		post("/api/v1/mailings", order(", \"send_at\": \"2100-01-01T00:00:00Z\""));
		await().atMost(Duration.ofSeconds(30)).until(() -> get(this.one).statusCode() == 200);

		assertThat(read(post(this.one + "/rate", "{\"rate\": 7}")).path("rate").asInt()).isEqualTo(7);
		assertThat(read(post(this.one + "/pause", "{}")).path("paused").asBoolean()).isTrue();
		assertThat(status()).isEqualTo("PAUSED");
		assertThat(read(post(this.one + "/resume", "{}")).path("paused").asBoolean()).isFalse();
		assertThat(post(this.one + "/cancel", "{\"reason\": \"ordered by mistake\"}").statusCode()).isEqualTo(200);
		await().atMost(Duration.ofSeconds(30)).until(() -> status().equals("CANCELLED"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/api/v1/mailings                     | {}                                                    | 400 | receivers
					/api/v1/mailings                     | []                                                    | 400 | body
					/api/v1/mailings                     | {"receivers": "http://evil/", "template": "x.md"}     | 400 | receivers
					/api/v1/mailings                     | {"receivers": "http://auth/", "template": "x.md", "expires_in": "x"} | 400 | expires_in
					/api/v1/mailings/nobody/x/pause      | {}                                                    | 404 | mailing
					/api/v1/mailings/nobody/x/rate       | {"rate": -1}                                          | 400 | rate
					/api/v1/mailings/nobody/x/cancel     | {"reason": " "}                                       | 400 | reason
					""")
	void namesWhatIsWrong(String path, String body, int status, String word) throws Exception {
		HttpResponse<String> answer = post(path, body);

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		assertThat(answer.body()).contains(word);
	}

	@Test
	void asksForAToken() throws Exception {
		assertThat(HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri("/api/v1/mailings")).build(), BodyHandlers.ofString())
			.statusCode()).isEqualTo(401);
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

	private JsonNode read(HttpResponse<String> answer) {
		return this.json.readTree(answer.body());
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)).GET());
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(request.header("Authorization", "Bearer " + IntegrationTest.MARKETING_TOKEN).build(),
					BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

}
