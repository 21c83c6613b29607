package cinema.orchestrator.mailing;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.security.Jwts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may order a mailing that nobody else has approved. */
@IntegrationTest
class DirectOrderIntegrationTests {

	private static final String ADVICE = "plan it as a draft, somebody else has to approve it";

	private static final String MAILINGS = "/api/v1/mailings";

	private static final String SCHEDULES = "/api/v1/mailing-schedules";

	private final String audience = UUID.randomUUID().toString();

	@Autowired
	private FakeNeighbour auth;

	@LocalServerPort
	private int port;

	@BeforeEach
	void publishTheKeys() {
		Jwts.publish(this.auth);
	}

	@Test
	void letsAPersonAloneTellFewOnly() throws Exception {
		MailingRest manager = new MailingRest(this.port, Jwts.of("notifications:write mailings:read mailings:write"));
		count("5000");
		for (HttpResponse<String> refused : List.of(manager.post(MAILINGS, order(this.audience)),
				manager.post(SCHEDULES, schedule("by-person")),
				manager.put(SCHEDULES + "/by-person", schedule("by-person")))) {
			assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
			assertThat(refused.body()).contains(ADVICE);
		}
		assertThat(manager
			.post("/api/v1/notifications", order(this.audience).replace("{", "{\"event_type\": \"mailing\", "))
			.statusCode()).as("by another door").isEqualTo(403);
		count("null");
		assertThat(manager.post(MAILINGS, order(this.audience)).statusCode()).as("nobody can count them")
			.isEqualTo(403);
		count("999");
		assertThat(manager.post(MAILINGS, order(this.audience)).statusCode()).isEqualTo(202);
	}

	@Test
	void letsThosePassWhoApproveAndPrograms() throws Exception {
		count("5000");
		MailingRest approver = new MailingRest(this.port, Jwts.of("mailings:read mailings:write mailings:approve"));

		assertThat(approver.post(MAILINGS, order(this.audience + "-2")).statusCode()).isEqualTo(202);
		assertThat(new MailingRest(this.port).post(MAILINGS, order(this.audience + "-3")).statusCode()).isEqualTo(202);
	}

	@Test
	void keepsTheIdsOfDraftsForThem() throws Exception {
		MailingRest program = new MailingRest(this.port);
		String draft = UUID.randomUUID().toString();

		assertThat(program.post(MAILINGS, order(draft + ".1")).statusCode()).isEqualTo(400);
		assertThat(program.post(MAILINGS, order(draft + ".1.canary")).statusCode()).isEqualTo(400);
		assertThat(program.put(SCHEDULES + "/draft-" + draft, schedule("draft-" + draft)).statusCode()).isEqualTo(400);
	}

	private void count(String total) {
		this.auth.on("of=" + this.audience, 200, "{\"items\": [], \"total_items\": " + total + "}");
	}

	private String order(String id) {
		return "{\"id\": \"" + id + "\", " + mailing() + "}";
	}

	private String schedule(String id) {
		return "{\"id\": \"" + id + "\", \"cron\": \"0 10 * * FRI\", \"mailing\": {" + mailing() + "}}";
	}

	private String mailing() {
		return "\"receivers\": \"http://auth/users?of=" + this.audience + "\", \"template\": \"new_movies\"";
	}

}
