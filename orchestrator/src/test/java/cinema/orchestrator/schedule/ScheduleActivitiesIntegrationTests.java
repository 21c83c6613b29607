package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingStatus;
import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.MailingStage;
import cinema.workflows.schedule.ScheduledMailing;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a firing does, from Kafka to the end of its mailing. */
@IntegrationTest
class ScheduleActivitiesIntegrationTests {

	@Autowired
	private ScheduleActivitiesImpl activities;

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private WorkflowClient temporal;

	private final String id = "s-" + UUID.randomUUID();

	@Test
	void knowsWhenItsMailingHasEnded() {
		this.stub.on("of=" + this.id, 200, "{\"items\": []}");

		AnnouncedMailing announced = announce("1 day", Instant.now());

		awaitStage(announced, MailingStage.ENDED);
	}

	@Test
	void knowsThatAMailingNeverBeginsWhoseDeadlineHadPassed() {
		AnnouncedMailing announced = announce("1 hour", Instant.now().minusSeconds(7200));

		awaitStage(announced, MailingStage.ENDED);
		assertThat(this.activities.cancel(announced, "a test")).isEqualTo(MailingStage.ENDED);
	}

	@Test
	void cancelsAMailingThatIsUnderway() {
		this.stub.on("of=" + this.id, 503, "");
		AnnouncedMailing announced = announce("1 day", Instant.now());
		awaitStage(announced, MailingStage.UNDERWAY);

		assertThat(this.activities.cancel(announced, "the next one is due")).isEqualTo(MailingStage.UNDERWAY);

		this.stub.on("of=" + this.id, 200, "{\"items\": []}");
		MailingOutcome outcome = this.temporal.newUntypedWorkflowStub(announced.mailingId())
			.getResult(MailingOutcome.class);
		assertThat(outcome.status()).isEqualTo(MailingStatus.CANCELLED);
		assertThat(outcome.reason()).isEqualTo("the next one is due");
		assertThat(this.activities.cancel(announced, "again")).isEqualTo(MailingStage.ENDED);
	}

	@Test
	void hasNotBegunBeforeItIsAnnounced() {
		AnnouncedMailing unknown = new AnnouncedMailing(this.id, "mailing/" + this.id + "/new_movies");

		assertThat(this.activities.look(unknown)).isEqualTo(MailingStage.NOT_BEGUN);
		assertThat(this.activities.cancel(unknown, "a test")).isEqualTo(MailingStage.NOT_BEGUN);
	}

	private AnnouncedMailing announce(String expires, Instant due) {
		String order = """
				{"receivers": "http://auth/users?of=%s", "template": "email/new_movies.md", "expires_in": "%s",
				 "template_context": {"title": "Films", "movies": []}}""".formatted(this.id, expires);
		return this.activities.announce(new ScheduledMailing(this.id, order, "UTC", null, Duration.ofHours(1)), due,
				null);
	}

	private void awaitStage(AnnouncedMailing announced, MailingStage stage) {
		await().atMost(Duration.ofSeconds(30)).until(() -> this.activities.look(announced) == stage);
	}

}
