package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingActivities;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.mailing.MailingStatus;
import cinema.workflows.mailing.MailingWorkflow;
import cinema.workflows.mailing.PageRequest;
import cinema.workflows.mailing.PageSet;
import cinema.workflows.page.MailingControl;
import cinema.workflows.plan.Mailing;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestActivityEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What a mailing's row knows when its event comes again, or its workflow is reset. */
@IntegrationTest
class ReturnedMailingsIntegrationTests {

	private static final MailingOutcome BEFORE = new MailingOutcome(MailingStatus.CANCELLED, "ordered by mistake",
			MailingProgress.unsent("as it was"));

	private final String id = UUID.randomUUID().toString();

	private final String mailingId = WorkflowIds.mailing(this.id, "new_movies");

	private final Mailing mailing = SampleMailings.of(this.id, Instant.now(), "http://auth/users?of=" + this.id);

	/** As Temporal calls them for a workflow that was reset. */
	private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

	@Autowired
	private MailingActivitiesImpl implementation;

	@Autowired
	private MailingTable table;

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private WorkflowClient temporal;

	private MailingActivities activities;

	@BeforeEach
	void begin() {
		this.environment.registerActivitiesImplementations(this.implementation);
		this.activities = this.environment.newActivityStub(MailingActivities.class);
		this.stub.on("of=" + this.id, 200, """
				{"items": [{"id": "%s-ann", "email": "ann@example.com", "time_zone": "UTC"}], "next": null}
				""".formatted(this.id));
		this.table.note(this.mailingId, this.mailing);
		this.table.begin(this.mailingId, Map.of("title", "Films", "movies", List.of()));
		this.jdbc.update("update mailing set created_at = created_at - interval '1 hour' where id = ?", this.mailingId);
	}

	@AfterEach
	void close() {
		this.environment.close();
	}

	private MailingOutcome sendAnew() throws TimeoutException {
		MailingWorkflow workflow = this.temporal.newWorkflowStub(MailingWorkflow.class,
				WorkflowOptions.newBuilder()
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowId(this.mailingId)
					.build());
		WorkflowClient.start(workflow::send, this.mailing, null);
		return WorkflowStub.fromTyped(workflow).getResult(20, TimeUnit.SECONDS, MailingOutcome.class);
	}

	private Map<String, Object> row() {
		return this.jdbc.queryForMap("select status, outcome, ended_at, cancelled from mailing where id = ?",
				this.mailingId);
	}

	private Iterable<String> letters() {
		return this.jdbc.queryForList("select state from journal where event_id = ?", String.class, this.id);
	}

	@Test
	void endsAsItDidWhereItsEventComesAgain() throws Exception {
		this.table.end(this.mailingId, BEFORE);
		Map<String, Object> before = row();

		assertThat(sendAnew()).isEqualTo(BEFORE);

		assertThat(row()).isEqualTo(before);
		assertThat(letters()).isEmpty();
	}

	@Test
	void staysCancelledWhereItsEventComesAgainBeforeItHasEnded() throws Exception {
		this.jdbc.update("update mailing set cancelled = 'ordered by mistake' where id = ?", this.mailingId);

		assertThat(sendAnew()).extracting(MailingOutcome::status, MailingOutcome::reason)
			.containsExactly(MailingStatus.CANCELLED, "ordered by mistake");

		assertThat(letters()).isEmpty();
	}

	@Test
	void keepsItsReportWhateverItsEventSaysOfIt() {
		MailingOutcome late = new MailingOutcome(MailingStatus.EXPIRED, "its deadline was long ago",
				MailingProgress.unsent("EXPIRED"));
		this.activities.end(this.mailingId, this.mailing, late);
		assertThat(row()).as("it has begun").containsEntry("status", null);
		this.table.end(this.mailingId, BEFORE);
		Map<String, Object> before = row();

		this.activities.end(this.mailingId, this.mailing, late);

		assertThat(row()).isEqualTo(before);
	}

	@Test
	void keepsTheEndOfOneThatNeverBegan() {
		this.jdbc.update("update mailing set context = null where id = ?", this.mailingId);

		this.activities.end(this.mailingId, this.mailing, BEFORE);

		assertThat(row()).containsEntry("status", "CANCELLED");
	}

	@Test
	void canBeStoppedWhereItWasResetToAPointBehindItsBeginning() {
		this.table.end(this.mailingId, BEFORE);
		this.activities.open(new PageRequest(this.mailingId, 1, this.mailing.audience()));
		assertThat(row()).containsEntry("status", null).containsEntry("ended_at", null);

		this.table.end(this.mailingId, BEFORE);
		this.activities.look(this.mailingId, PageSet.of(List.of()), MailingControl.at(0).pausedBy("ann"));
		assertThat(row()).containsEntry("status", null).containsEntry("outcome", null);
		assertThat(this.table.record(this.mailingId))
			.hasValueSatisfying((record) -> assertThat(record.state()).isEqualTo("PAUSED"));
	}

}
