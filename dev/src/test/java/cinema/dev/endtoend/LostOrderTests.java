package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import cinema.dev.stack.Places;
import cinema.dev.stub.Crowd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Orders that wait in Temporal for what their draft knows nothing of any more. */
@Timeout(200)
class LostOrderTests {

	private static final String ALL = "/api/v1/mailing-drafts";

	private final Places places = RunningStack.get().places();

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void waitForNothingWhenTheirDraftIsOlderOrHasEnded() throws Exception {
		String ended = waiting();
		String older = waiting();
		String gone = waiting();
		String wanted = waiting();
		change(ended, "update mailing_draft set state = 'STARTED', changed_at = '2020-01-01' where id = ?");
		change(older, "update mailing_draft set state = 'DRAFT', revision = 0, changed_at = '2020-01-01' where id = ?");
		change(gone, "delete from mailing_draft where id = ?");
		change(wanted, "update mailing_draft set changed_at = '2020-01-01' where id = ?");

		try (Workflows workflows = new Workflows(this.places)) {
			await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
				for (String lost : new String[] { ended, older, gone }) {
					assertThat(workflows.list(running(lost))).as(lost).isEmpty();
				}
			});
			assertThat(workflows.list(running(wanted))).hasSize(1);
		}
		assertThat(state(ended)).isEqualTo("STARTED");
		assertThat(state(older)).isEqualTo("DRAFT");
		assertThat(state(wanted)).isEqualTo("WAITING_FOR_APPROVAL");
		send("POST", ALL + "/" + wanted + "/withdraw", "{}");
	}

	private static String running(String draft) {
		return "WorkflowId = 'mailing-order/" + draft + "' and ExecutionStatus = 'Running'";
	}

	/** For approval, since nobody can count a crowd. */
	private String waiting() throws Exception {
		String draft = read(send("POST", ALL, """
				{"title": "Friday films", "template": "new_movies", "context": {"movies": []}, "receivers": "%s"}
				""".formatted(Crowd.audience("crowd", "o-" + UUID.randomUUID(), 2)))).path("id").asString();
		HttpResponse<String> submitted = send("POST", ALL + "/" + draft + "/submit", "{\"version\": 0}");
		assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
		try (Workflows workflows = new Workflows(this.places)) {
			await().atMost(Duration.ofSeconds(30)).until(() -> workflows.list(running(draft)).size() == 1);
		}
		return draft;
	}

	private String state(String draft) throws Exception {
		return read(send("GET", ALL + "/" + draft, "")).path("state").asString();
	}

	/** As a restored store leaves it. */
	private void change(String draft, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.places.database("orchestrator"));
				PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setObject(1, UUID.fromString(draft));
			assertThat(statement.executeUpdate()).isEqualTo(1);
		}
	}

	private HttpResponse<String> send(String method, String path, String body) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.places.orchestrator() + path))
			.header("Authorization", "Bearer " + this.places.serviceToken())
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body))
			.build(), BodyHandlers.ofString());
	}

	private static JsonNode read(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

}
