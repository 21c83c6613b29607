package cinema.orchestrator.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.security.Jwts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What people take along of what is known of their letters. */
@IntegrationTest
class OwnPostingsIntegrationTests {

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour auth;

	@LocalServerPort
	private int port;

	@BeforeEach
	void publishKeys() {
		Jwts.publish(this.auth);
	}

	@Test
	void tellsPeopleOfTheirOwnLettersAlone() throws Exception {
		this.jdbc.update("delete from journal where user_id = 'somebody'");
		String first = letter("somebody");
		letter("else");
		String second = letter("somebody");

		JsonNode page = body(ask("?limit=1", "Bearer " + Jwts.of("account")));
		assertThat(page.at("/items/0/posting/id").asString()).isEqualTo(second);
		assertThat(page.at("/items/0/topic").asString()).isEqualTo("account");
		URI next = URI.create(page.path("next").asString());
		assertThat(body(ask("?" + next.getRawQuery(), "Bearer " + Jwts.of("account"))).path("items")).hasSize(1)
			.allSatisfy((one) -> assertThat(one.at("/posting/id").asString()).isEqualTo(first));
	}

	@Test
	void tellsNobodyElse() throws Exception {
		assertThat(ask("", "Bearer " + IntegrationTest.TOKEN).statusCode()).as("a service").isEqualTo(403);
		assertThat(ask("", "Bearer " + Jwts.ofClient("account")).statusCode()).as("a program").isEqualTo(403);
		assertThat(ask("", "Bearer " + Jwts.of("openid")).statusCode()).as("a client without the scope").isEqualTo(403);
		assertThat(ask("", "").statusCode()).isEqualTo(401);
	}

	private String letter(String userId) {
		String id = UUID.randomUUID().toString();
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id, attempt,
						                     state, planned_at)
						values (?::uuid, ?, 'user_restored_email', ?, 'email_restored', 'account', 'email', 'urgent', ?, 1, 'DELIVERED',
						        clock_timestamp())
						""",
				id, "event/user_restored_email/" + id, id, userId);
		return id;
	}

	private HttpResponse<String> ask(String query, String authorization) throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + this.port + "/api/v1/profile/notifications" + query);
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).header("Authorization", authorization).build(), BodyHandlers.ofString());
	}

	private static JsonNode body(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

}
