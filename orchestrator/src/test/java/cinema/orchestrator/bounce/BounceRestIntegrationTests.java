package cinema.orchestrator.bounce;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.workflows.contract.PostingQueues;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** What providers post, and what staff see and lift, by REST and on the pages. */
@IntegrationTest
class BounceRestIntegrationTests {

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	@BeforeEach
	void suppress() {
		while (this.rabbit.receive(PostingQueues.RETURNED) != null) {
			assertThat(this.port).isPositive();
		}
		this.jdbc.update("""
				insert into suppression (id, address_hash, user_id, domain, kind, status, reason, since, changed_at)
				values (?::uuid, ?, ?, 'example.com', 'HARD', '5.1.1', '5.1.1 bounced: <b>nobody', now(), now())
				""", this.id, "@" + this.id, this.user);
	}

	private HttpResponse<String> send(String token, String method, String path, String type, byte[] body)
			throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("Authorization", "Bearer " + token)
				.header("Content-Type", type)
				.method(method, BodyPublishers.ofByteArray(body))
				.build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> json(String token, String method, String path, String body) throws Exception {
		return send(token, method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void keepsWhatProvidersPostForTheWorker() throws Exception {
		String report = "{\"posting_id\": \"%s\", \"kind\": \"hard\", \"status\": \"5.1.1\", \"detail\": \"nobody\"}"
			.formatted(this.id);
		byte[] mail = "From: MAILER-DAEMON@x\r\n\r\nno".getBytes(StandardCharsets.UTF_8);

		assertThat(json(IntegrationTest.TOKEN, "POST", "/api/v1/bounces", report).statusCode()).isEqualTo(202);
		Message told = Objects.requireNonNull(this.rabbit.receive(PostingQueues.RETURNED, 5000));
		assertThat(told.getMessageProperties().getContentType()).isEqualTo("application/json");
		JsonNode read = JsonMapper.shared().readTree(told.getBody());
		assertThat(read.path("posting_id").asString()).isEqualTo(this.id);
		assertThat(read.path("kind").asString()).isEqualTo("hard");

		assertThat(send(IntegrationTest.TOKEN, "POST", "/api/v1/bounces", "message/rfc822", mail).statusCode())
			.isEqualTo(202);
		Message raw = Objects.requireNonNull(this.rabbit.receive(PostingQueues.RETURNED, 5000));
		assertThat(raw.getMessageProperties().getContentType()).isEqualTo("message/rfc822");
		assertThat(raw.getBody()).isEqualTo(mail);
	}

	/** Whoever takes messages is believed of its own, whatever it says of others. */
	@Test
	void signsWhatAProviderOfMessagesTells() throws Exception {
		String report = "{\"%s\": \"%s\", \"kind\": \"hard\", \"detail\": \"absent\"%s}";
		String path = "/api/v1/bounces";

		assertThat(
				json(IntegrationTest.WEB_TOKEN, "POST", path, report.formatted("reference", "81c2", "")).statusCode())
			.isEqualTo(202);
		JsonNode told = JsonMapper.shared()
			.readTree(Objects.requireNonNull(this.rabbit.receive(PostingQueues.RETURNED, 5000)).getBody());
		assertThat(told.path("provider").asString()).isEqualTo("web");
		assertThat(told.path("reference").asString()).isEqualTo("81c2");
		assertThat(
				json(IntegrationTest.WEB_TOKEN, "POST", path, report.formatted("posting_id", this.id, "")).statusCode())
			.isEqualTo(202);
		assertThat(JsonMapper.shared()
			.readTree(Objects.requireNonNull(this.rabbit.receive(PostingQueues.RETURNED, 5000)).getBody())
			.path("provider")
			.asString()).isEqualTo("web");

		HttpResponse<String> forged = json(IntegrationTest.WEB_TOKEN, "POST", path,
				report.formatted("reference", "81c2", ", \"provider\": \"centre\""));
		assertThat(forged.statusCode()).isEqualTo(400);
		assertThat(forged.body()).contains("provider");
		assertThat(send(IntegrationTest.WEB_TOKEN, "POST", path, "message/rfc822", new byte[] { 'x' }).statusCode())
			.isEqualTo(403);
		assertThat(json(IntegrationTest.WEB_TOKEN, "GET", "/api/v1/suppressions", "").statusCode()).isEqualTo(403);
		assertThat(
				json("nobody-knows-this-token", "POST", path, report.formatted("reference", "81c2", "")).statusCode())
			.isEqualTo(401);
		assertThat(json(IntegrationTest.TOKEN, "POST", path,
				report.formatted("reference", "81c2", ", \"provider\": \"centre\""))
			.statusCode()).as("whoever is believed of any letter").isEqualTo(202);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"kind": "hard"}                                                                     | posting_id
					{"posting_id": "x", "kind": "hard"}                                                  | posting_id
					{"return_path": "a@b", "posting_id": "9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11", "kind": "hard"} | posting_id
					{"return_path": "a@b", "kind": "bad"}                                                | kind
					{"return_path": "a@b"}                                                               | kind
					{"return_path": "a@b", "kind": "soft", "status": "five"}                             | status
					{"reference": "81c2", "kind": "hard"}                                                | provider
					{"reference": "81c2", "provider": "Web", "kind": "hard"}                             | provider
					{"reference": "", "provider": "web", "kind": "hard"}                                 | reference
					{"return_path": "a@b", "provider": "web", "kind": "hard"}                            | return_path
					{"posting_id": "9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11", "reference": "81c2", "provider": "web", "kind": "hard"} | posting_id
					""")
	void saysWhichFieldIsWrong(String body, String field) throws Exception {
		HttpResponse<String> refused = json(IntegrationTest.TOKEN, "POST", "/api/v1/bounces", body);

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains(field);
	}

	@Test
	void takesNothingFromWhoeverMayNotAndNothingThatIsTooLarge() throws Exception {
		assertThat(json(IntegrationTest.READERS_TOKEN, "POST", "/api/v1/bounces", "{}").statusCode()).isEqualTo(403);
		assertThat(send(IntegrationTest.TOKEN, "POST", "/api/v1/bounces", "message/rfc822", new byte[1_100_000])
			.statusCode()).isEqualTo(413);
		assertThat(send(IntegrationTest.TOKEN, "POST", "/api/v1/bounces", "text/plain", new byte[1]).statusCode())
			.isEqualTo(415);
	}

	@Test
	void listsShowsAndLifts() throws Exception {
		String all = "/api/v1/suppressions";
		JsonNode list = JsonMapper.shared()
			.readTree(json(IntegrationTest.READERS_TOKEN, "GET", all + "?user_id=" + this.user, "").body());
		assertThat(list.path("items").path(0).path("id").asString()).isEqualTo(this.id);
		assertThat(list.path("items").path(0).propertyNames()).contains("kind", "status", "reason", "user_id", "since")
			.doesNotContain("address_hash", "lifted_at");
		assertThat(json(IntegrationTest.READERS_TOKEN, "GET", all + "?kind=BAD", "").statusCode()).isEqualTo(400);
		assertThat(json(IntegrationTest.READERS_TOKEN, "GET", all + "/" + UUID.randomUUID(), "").statusCode())
			.isEqualTo(404);
		String lift = all + "/" + this.id + "/lift";
		assertThat(json(IntegrationTest.READERS_TOKEN, "POST", lift, "{}").statusCode()).isEqualTo(403);

		assertThat(json(IntegrationTest.TOKEN, "POST", lift, "{\"reason\": \"a new provider\"}").statusCode())
			.isEqualTo(200);

		assertThat(json(IntegrationTest.TOKEN, "POST", lift, "{}").statusCode()).isEqualTo(409);
		assertThat(json(IntegrationTest.READERS_TOKEN, "GET", all + "/" + this.id, "").body()).contains("lifted_by");
		assertThat(this.jdbc.queryForList(
				"select reason from audit where target = ? and act = 'suppression lifted' order by at", String.class,
				"suppression " + this.id))
			.startsWith("a new provider");
	}

	@Test
	void showsThemToSupportWhoLiftThem() throws Exception {
		StaffVisit support = StaffVisit.of(this.port, this.sessions, "notifications:read", "notifications:write");
		StaffVisit reader = StaffVisit.of(this.port, this.sessions, "notifications:read");

		assertThat(support.get("/admin/suppressions").body()).contains("5.1.1 bounced: &lt;b&gt;nobody", "/lift\"");
		assertThat(reader.get("/admin/suppressions?kind=HARD", "Accept-Language", "ru").body())
			.contains("Адреса и номера, куда не пишем", "такого ящика или номера нет")
			.doesNotContain("/lift\"");
		assertThat(support.get("/admin/people/" + this.user).body())
			.contains("/admin/suppressions/" + this.id + "/lift");
		assertThat(support.get("/admin/people").body()).contains("href=\"/admin/suppressions\"");

		HttpResponse<String> lifted = support.post("/admin/suppressions/" + this.id + "/lift",
				Map.of("reason", "they called", "person", "true"));

		assertThat(lifted.headers().firstValue("Location").orElse("")).endsWith("/admin/people/" + this.user);
		assertThat(
				this.jdbc.queryForObject("select lifted_by from suppression where id = ?::uuid", String.class, this.id))
			.isEqualTo("user " + StaffVisit.PERSON);
	}

}
