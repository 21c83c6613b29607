package cinema.orchestrator.admin.setting;

import java.net.http.HttpResponse;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.mailing.MailingRest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class SettingsIntegrationTests {

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	@Test
	void tellsWhatIsSetAndWhoAnswersWithoutASecret() throws Exception {
		HttpResponse<String> answer = new MailingRest(this.port, IntegrationTest.TOKEN).get("/api/v1/settings");

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).doesNotContain("service-secret", IntegrationTest.TOKEN, IntegrationTest.KEY);
		JsonNode settings = MailingRest.read(answer);
		assertThat(settings.path("services").values()).extracting((one) -> one.path("name").asString())
			.contains("auth", "fastapi");
		assertThat(settings.path("services").values()).extracting((one) -> one.path("up").asBoolean())
			.containsOnly(true);
		assertThat(settings.path("parts").values()).extracting((one) -> one.path("name").asString())
			.contains("db", "kafka", "rabbit", "temporal");
		assertThat(settings.path("queues").values()).anySatisfy((queue) -> {
			assertThat(queue.path("name").asString()).isEqualTo("receipts");
			assertThat(queue.path("consumers").asInt()).isPositive();
		});
		assertThat(settings.at("/versions/postgresql").asString()).isNotEmpty();
		assertThat(settings.at("/zones/jdk").asString()).startsWith("20");
	}

	@Test
	void showsThemToAnyOfTheStaff() throws Exception {
		HttpResponse<String> page = StaffVisit.of(this.port, this.sessions, "templates:read").get("/admin/settings");

		assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
		assertThat(page.body()).contains("postings.email.urgent", "answers", "PostgreSQL");
	}

	@Test
	void keepsOthersOut() throws Exception {
		assertThat(new MailingRest(this.port, IntegrationTest.SHOP_TOKEN).get("/api/v1/settings").statusCode())
			.isEqualTo(403);
	}

}
