package cinema.orchestrator.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Mailings and pages that somebody terminates in Temporal. */
@IntegrationTest
class DeadMailingsIntegrationTests {

	@Autowired
	private DeadMailings dead;

	@Autowired
	private MailingTable table;

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private WorkflowClient temporal;

	@LocalServerPort
	private int port;

	private final String id = UUID.randomUUID().toString();

	private final String mailing = "mailing/" + this.id + "/new_movies";

	private void hold() throws Exception {
		this.stub.on("of=" + this.id, 200, """
				{"items": [{"id": "%1$s-ann", "email": "ann@example.com", "time_zone": "UTC"},
				           {"id": "%1$s-bob", "email": "bob@example.com", "time_zone": "UTC"}], "next": null}
				""".formatted(this.id));
		LocalDateTime later = LocalDateTime.ofInstant(Instant.now().plusSeconds(3600), ZoneOffset.UTC)
			.truncatedTo(ChronoUnit.SECONDS);
		assertThat(new MailingRest(this.port).post("/api/v1/mailings", """
				{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md",
				 "expires_in": "1 day", "quiet_hours": "ignore", "send_at": "%s",
				 "template_context": {"title": "Films", "movies": []}}
				""".formatted(this.id, this.id, later)).statusCode()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(20)).until(() -> isRunning(this.mailing + "/page/1"));
		this.jdbc.update("update mailing set created_at = created_at - interval '1 hour' where id = ?", this.mailing);
	}

	private boolean isRunning(String workflowId) {
		try {
			return this.temporal.newUntypedWorkflowStub(workflowId).describe().getStatus().name().endsWith("RUNNING");
		}
		catch (WorkflowNotFoundException notYet) {
			return false;
		}
	}

	private String status() throws Exception {
		return MailingRest.read(new MailingRest(this.port).get("/api/v1/mailings/" + this.id + "/new_movies"))
			.path("status")
			.asString();
	}

	@Test
	void endsAMailingThatWasTerminatedAndTakesBackItsPages() throws Exception {
		hold();
		this.temporal.newUntypedWorkflowStub(this.mailing).terminate("a test");

		this.dead.end();
		assertThat(this.jdbc.queryForObject("select cancelled from mailing where id = ?", String.class, this.mailing))
			.isEqualTo("its workflow ended as TERMINATED");

		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			this.dead.end();
			assertThat(status()).isEqualTo("CANCELLED");
		});
		assertThat(this.jdbc.queryForList("select state from journal where event_id = ?", String.class, this.id))
			.containsExactly("CANCELLED", "CANCELLED");
		assertThat(this.jdbc.queryForObject("select count(*) from mailing_page where mailing_id = ?", Integer.class,
				this.mailing))
			.isZero();
	}

	@Test
	void leavesAloneWhatRuns() throws Exception {
		hold();

		this.dead.end();

		assertThat(status()).isIn("HELD", "RUNNING");
		assertThat(isRunning(this.mailing)).isTrue();
		this.temporal.newUntypedWorkflowStub(this.mailing).cancel();
	}

	@Test
	void endsWhatTemporalHasForgottenOnceItsDeadlineHasPassed() {
		lost(this.id + ".resend-1", Duration.ofDays(3));
		lost(this.id, Duration.ofDays(1));

		this.dead.end();

		assertThat(this.jdbc.queryForMap("select status, outcome::jsonb ->> 'reason' as why from mailing where id = ?",
				WorkflowIds.mailing(this.id + ".resend-1", "new_movies")))
			.containsEntry("status", "FAILED")
			.hasEntrySatisfying("why",
					(why) -> assertThat((String) why).startsWith("its workflow is gone, and its deadline was"));
		assertThat(this.table.outcome(this.mailing)).as("its event may come again").isEmpty();
	}

	private void lost(String event, Duration ago) {
		String lost = WorkflowIds.mailing(event, "new_movies");
		this.table.note(lost, SampleMailings.of(event, Instant.now().minus(ago), "http://auth/users"));
		this.table.begin(lost, Map.of("title", "Films"));
		this.jdbc.update("update mailing set created_at = created_at - interval '1 hour' where id = ?", lost);
	}

	@Test
	void endsAMailingWhoseEndCouldNotBeWritten() throws Exception {
		hold();
		this.temporal.newUntypedWorkflowStub(this.mailing).cancel();
		try {
			this.temporal.newUntypedWorkflowStub(this.mailing).getResult(Object.class);
		}
		catch (WorkflowException ended) {
			// However it ends.
		}
		await().atMost(Duration.ofSeconds(20)).until(() -> status().equals("CANCELLED"));
		this.jdbc.update("update mailing set status = null, outcome = null, ended_at = null where id = ?",
				this.mailing);

		this.dead.end();

		assertThat(status()).isEqualTo("CANCELLED");
	}

}
