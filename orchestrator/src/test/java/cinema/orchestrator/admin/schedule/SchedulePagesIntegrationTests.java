package cinema.orchestrator.admin.schedule;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** The form of a schedule; there is no server that keeps one. */
@IntegrationTest
class SchedulePagesIntegrationTests {

	private static final String NEW = "/admin/schedules/new";

	@LocalServerPort
	private int port;

	@Autowired
	private SessionRepository<?> sessions;

	private StaffVisit manager;

	@BeforeEach
	void signIn() {
		this.manager = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");
	}

	@Test
	void showsWhenItFiresBeforeItIsMade() throws Exception {
		assertThat(this.manager.get(NEW).body()).contains("new_movies", "everyone who agreed")
			.doesNotContain("Create it");

		String shown = post(Map.of("zone", "Asia/Omsk", "time", "19:05", "act", "show")).body();

		assertThat(shown.split("Friday, ", -1)).hasSize(6);
		assertThat(shown).contains("19:05 Asia/Omsk", "Create it", "&lt;b&gt;Films&lt;/b&gt;")
			.doesNotContain("<b>Films");
		assertThat(post(Map.of("zone", "receivers", "time", "19:05", "act", "show")).body()).contains("Each receiver");
	}

	@Test
	void saysAtTheFieldWhatIsWrong() throws Exception {
		HttpResponse<String> refused = post(Map.of("zone", "UTC", "time", "25:00", "act", "show"));

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("id=\"time-problem\">has to be a time of day");
		assertThat(post(Map.of("zone", "UTC", "template", "nobody_wrote_it", "act", "show")).body())
			.contains("id=\"template-problem\">there is no template");
	}

	@Test
	void saysThatTemporalDoesNotAnswer() throws Exception {
		assertThat(this.manager.get("/admin/schedules").statusCode()).isEqualTo(503);
		this.manager = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write", "mailings:approve");
		assertThat(post(Map.of("zone", "UTC", "time", "10:00", "act", "create")).statusCode()).isEqualTo(503);
	}

	@Test
	void asksForADraftWhereSomebodyElseHasToApprove() throws Exception {
		HttpResponse<String> refused = post(Map.of("zone", "UTC", "time", "10:00", "act", "create"));

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("plan it as a draft, somebody else has to approve it");
		assertThat(post(Map.of("zone", "UTC", "time", "10:00", "act", "create", "id", "draft-of-somebody")).body())
			.contains("must not be like that of a draft");
	}

	@Test
	void letsOnlyThoseMakeOneWhoMayPlanMailings() throws Exception {
		StaffVisit reader = StaffVisit.of(this.port, this.sessions, "mailings:read");

		assertThat(reader.post(NEW, Map.of("id", "x")).statusCode()).isEqualTo(403);
	}

	private HttpResponse<String> post(Map<String, String> more) throws Exception {
		Map<String, String> fields = new HashMap<>(Map.of("id", "films", "title", "<b>Films</b>", "template",
				"new_movies", "days", "FRI", "time", "10:00", "receivers", "http://auth/api/v1/users/"));
		fields.putAll(more);
		return this.manager.post(NEW, fields);
	}

}
