package cinema.orchestrator.admin.catalogue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.mailing.MailingRest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CatalogueIntegrationTests {

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	@Test
	void tellsWhichEventsThereAreAndWhatComesOfThem() throws Exception {
		HttpResponse<String> answer = new MailingRest(this.port, IntegrationTest.WATCHERS_TOKEN)
			.get("/api/v1/catalogue");

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode signUp = event(answer, "user_signed_up");
		assertThat(signUp.path("effect").asString()).isEqualTo("notices");
		assertThat(signUp.path("sample")).isEqualTo(
				JsonMapper.shared().readTree(Files.readString(Path.of("../docs/contracts/event-user_signed_up.json"))));
		assertThat(signUp.at("/schema/$defs/event/properties/id/type").toString()).contains("string");
		assertThat(signUp.at("/schema/allOf/0/$ref").asString()).isEqualTo("#/$defs/event");
		assertThat(signUp.path("fields").values()).anySatisfy((field) -> {
			assertThat(field.path("path").asString()).isEqualTo("details.confirm_link");
			assertThat(field.path("needed").asBoolean()).isFalse();
		});
		assertThat(signUp.path("notices").values()).anySatisfy((notice) -> {
			assertThat(notice.path("key").asString())
				.isEqualTo("cinema.catalogue.events.user_signed_up.notices.welcome");
			assertThat(notice.path("quiet_hours").asString()).isEqualTo("ignore");
			assertThat(notice.at("/topic_title/ru").asString()).isEqualTo("Первые шаги");
			assertThat(notice.path("channels").toString()).isEqualTo("[\"email\"]");
		});
		JsonNode episode = event(answer, "new_episode").at("/notices/0");
		assertThat(episode.path("class").asString()).isEqualTo("series");
		assertThat(episode.path("over_cap").asString()).isEqualTo("fold");
		assertThat(episode.path("collected").asBoolean()).isTrue();
		assertThat(episode.path("folds").asBoolean()).isFalse();
		assertThat(episode.path("digest").asString()).isEqualTo("new_episodes_digest");
		assertThat(event(answer, "user_restored_email").at("/notices/0/over_cap").isNull()).isTrue();
		assertThat(event(answer, "user_linked_account").at("/notices/0/files").toString())
			.isEqualTo("[\"{details.service}.pdf\",\"details.attachments\"]");
		assertThat(event(answer, "user_erased").path("effect").asString()).isEqualTo("forgets_user");
		assertThat(event(answer, "mailing").path("effect").asString()).isEqualTo("carries_notice");
	}

	private static JsonNode event(HttpResponse<String> answer, String type) throws Exception {
		return MailingRest.read(answer)
			.path("items")
			.valueStream()
			.filter((one) -> one.path("type").asString().equals(type))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void tellsProgramsWhatIsSaidOnKafka() throws Exception {
		HttpResponse<String> answer = new MailingRest(this.port, "nobody").get("/api/v1/asyncapi");

		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/yaml");
		assertThat(answer.body()).isEqualTo(Files.readString(Path.of("../docs/contracts/asyncapi.yaml")));
	}

	@Test
	void showsThemToAnyOfTheStaff() throws Exception {
		StaffVisit staff = StaffVisit.of(this.port, this.sessions, "templates:read");

		assertThat(staff.get("/admin/catalogue").body()).contains("/admin/catalogue/mailing", "welcome",
				"Nobody is told.");
		String page = staff.get("/admin/catalogue/user_signed_up", "Accept-Language", "ru").body();
		assertThat(page).contains("details.confirm_link", "Первые шаги", "/admin/templates/welcome",
				"cinema.catalogue.events.user_signed_up.notices.welcome", "https://json-schema.org",
				"/s/Zk3xQ1b9LmN2p");
		assertThat(staff.get("/admin/catalogue/new_episode").body()).contains("class series",
				"over the cap it goes into a digest", "/admin/catalogue/new_episodes_digest");
		assertThat(staff.get("/admin/catalogue/reactions_summary").body()).contains("over the cap it waits",
				"what waits for one morning is one letter");
		assertThat(staff.get("/admin/catalogue/user_linked_account").body())
			.contains("with {details.service}.pdf, details.attachments");
		assertThat(staff.get("/admin/catalogue/mailing").body()).contains("receivers", "delivery_type");
		assertThat(staff.get("/admin/catalogue/nobody_knows").statusCode()).isEqualTo(404);
	}

	@Test
	void keepsOthersOut() throws Exception {
		assertThat(new MailingRest(this.port, IntegrationTest.SHOP_TOKEN).get("/api/v1/catalogue").statusCode())
			.isEqualTo(403);
		assertThat(StaffVisit.of(this.port, this.sessions, "nothing:read").get("/admin/catalogue").statusCode())
			.isEqualTo(403);
	}

}
