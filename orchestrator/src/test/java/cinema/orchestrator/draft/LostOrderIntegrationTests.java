package cinema.orchestrator.draft;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.WorkflowIds;
import cinema.workflows.draft.Decision;
import cinema.workflows.draft.DraftPart;
import cinema.workflows.draft.DraftPart.Part;
import cinema.workflows.draft.Released;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static cinema.orchestrator.mailing.MailingRest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Drafts whose workflow is lost, or did not hear what became of them. */
@IntegrationTest
class LostOrderIntegrationTests {

	private static final String ALL = "/api/v1/mailing-drafts/";

	private static final String CANARY = ", \"canary\": {\"percent\": 99, \"pause\": \"1 hour\"}";

	private final String audience = UUID.randomUUID().toString();

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private DraftSteps steps;

	@Autowired
	private DraftWorkflows workflows;

	@Autowired
	private Revisions revisions;

	@Autowired
	private EndedDrafts ended;

	@Autowired
	private AnnouncedEvents announced;

	@Autowired
	private DraftActivitiesImpl activities;

	@LocalServerPort
	private int port;

	@Test
	void startsARevisionWhoseOlderOneDidNotHearThatItIsWithdrawn() throws Exception {
		audience("", 5000);
		UUID draft = submitted("");
		this.jdbc.sql("""
				insert into mailing_draft_revision (draft_id, number, content, receivers, submitted_by, submitted_at)
				select draft_id, 2, content, receivers, submitted_by, submitted_at from mailing_draft_revision
				 where draft_id = ?
				""").param(draft).update();
		change(draft, "revision = 2");

		this.steps.mend();

		await().atMost(Duration.ofSeconds(30))
			.until(() -> approvers().post(ALL + draft + "/approve", "{\"revision\": 2}").statusCode() == 200);
		awaitState(draft, "STARTED");
	}

	@Test
	void asksNobodyTwiceToApprove() throws Exception {
		audience("", 5000);
		UUID draft = submitted(CANARY);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> approvers().post(ALL + draft + "/approve", "{\"revision\": 1}").statusCode() == 200);
		awaitState(draft, "CANARY");
		this.temporal.newUntypedWorkflowStub(WorkflowIds.order(draft.toString())).terminate("its store is lost");

		this.workflows.start(draft, this.revisions.find(draft, 1).orElseThrow());

		await().atMost(Duration.ofSeconds(30))
			.until(() -> marketing().post(ALL + draft + "/go-on", "").statusCode() == 200);
		awaitState(draft, "STARTED");
		assertThat(view(draft).path("decided_by").asString()).isEqualTo("service approvers");
	}

	@Test
	void tellsARestoredOrderThatItWasApproved() throws Exception {
		audience("", 5000);
		UUID draft = submitted("");
		await().atMost(Duration.ofSeconds(30)).until(() -> this.workflows.exists(draft, 1));
		this.revisions.decide(draft, 1, "APPROVED", "service approvers", null, Instant.now());
		change(draft, "state = 'APPROVED', decided_by = 'service approvers'");

		this.steps.mend();

		awaitState(draft, "STARTED");
		assertThat(view(draft).path("decided_by").asString()).isEqualTo("service approvers");
	}

	@Test
	void endsARestoredOrderWhoseDraftHasEnded() throws Exception {
		audience("", 5000);
		UUID draft = submitted("");
		RunningOrder order = running(draft);
		assertThat(this.steps.isUnwanted(order)).isFalse();
		change(draft, "state = 'STARTED'");

		assertThat(this.steps.isUnwanted(order)).isTrue();
		this.workflows.end(order);

		await().atMost(Duration.ofSeconds(30)).until(() -> this.workflows.end(draft).isPresent());
		assertThat(view(draft).path("state").asString()).isEqualTo("STARTED");
	}

	@Test
	void wantsNoOrderOfADraftThatWasRestoredFromBeforeIt() throws Exception {
		audience("", 5000);
		UUID draft = submitted("");
		RunningOrder order = running(draft);

		change(draft, "state = 'DRAFT', revision = 0");
		assertThat(this.steps.isUnwanted(order)).isTrue();
		this.jdbc.sql("delete from mailing_draft where id = ?").param(draft).update();
		assertThat(this.steps.isUnwanted(order)).isTrue();
		this.workflows.end(order);

		await().atMost(Duration.ofSeconds(30)).until(() -> this.workflows.end(draft).isPresent());
	}

	@Test
	void tellsNoRestOfWhatWasStopped() throws Exception {
		audience("", 5000);
		UUID draft = submitted(CANARY);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> approvers().post(ALL + draft + "/approve", "{\"revision\": 1}").statusCode() == 200);
		awaitState(draft, "CANARY");
		change(draft, "state = 'STOPPED'");

		this.workflows.tell(draft, "goOn", new Decision(1, "service marketing", null));

		await().atMost(Duration.ofSeconds(30)).until(() -> this.workflows.end(draft).isPresent());
		assertThat(this.announced.isKnown("mailing", draft + ".1")).isFalse();
		assertThat(view(draft).path("state").asString()).isEqualTo("STOPPED");
	}

	private RunningOrder running(UUID draft) {
		await().atMost(Duration.ofSeconds(30)).until(() -> this.workflows.exists(draft, 1));
		return new RunningOrder(draft, 1,
				this.temporal.newUntypedWorkflowStub(WorkflowIds.order(draft.toString()))
					.describe()
					.getExecution()
					.getRunId());
	}

	@Test
	void forgetsWhatHasEndedLongAgo() throws Exception {
		audience("", 1);
		UUID old = submitted("");
		UUID young = submitted("");
		awaitState(old, "STARTED");
		awaitState(young, "STARTED");
		change(old, "revision = 1");

		this.ended.forgetOld();

		assertThat(marketing().get(ALL + old).statusCode()).isEqualTo(404);
		assertThat(marketing().get(ALL + young).statusCode()).isEqualTo(200);
	}

	@Test
	void hasNotFailedWhenItsMailingIsAnnounced() throws Exception {
		audience("", 1);
		UUID draft = submitted("");
		awaitState(draft, "STARTED");
		change(draft, "state = 'APPROVED', event_id = null");

		this.steps.mend();

		assertThat(view(draft).path("state").asString()).isEqualTo("STARTED");
		assertThat(view(draft).path("event_id").asString()).isEqualTo(draft + ".1");
	}

	@Test
	void countsACanaryThatCameTooLateAsFailed() throws Exception {
		audience("{\"id\": \"%s\", \"email\": \"ann@example.com\", \"first_name\": \"Ann\"}", 1);
		UUID draft = submitted("");
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.bulk");
		worker.report(letter, "EXPIRED");

		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.activities.look(new Released(draft + ".1", "new_movies", null)).failed() == 1);
	}

	/** One early letter is no proof, nor is a mailing that somebody has stopped. */
	@Test
	void saysNothingOfACanaryThatIsMostlyOnItsWayOrStandsStill() throws Exception {
		audience(Stream.generate(UUID::randomUUID)
			.limit(3)
			.map("{\"id\": \"%1$s\", \"email\": \"%1$s@example.com\"}"::formatted)
			.collect(Collectors.joining(", ")), 3);
		UUID draft = submitted("");
		Released canary = new Released(draft + ".1", "new_movies", null);
		FakeWorker worker = new FakeWorker(this.rabbit);
		List<Message> letters = List.of(worker.take("postings.email.bulk"), worker.take("postings.email.bulk"),
				worker.take("postings.email.bulk"));

		worker.report(letters.get(0), "DELIVERED");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> this.jdbc.sql("select count(*) from journal where event_id = ? and state = 'DELIVERED'")
				.param(draft + ".1")
				.query(Integer.class)
				.single() == 1);
		assertThat(this.activities.look(canary).delivered()).isZero();

		worker.report(letters.get(1), "DELIVERED");
		await().atMost(Duration.ofSeconds(30)).until(() -> this.activities.look(canary).delivered() == 2);
		this.jdbc.sql("update mailing set paused = true where event_id = ?").param(draft + ".1").update();
		assertThat(this.activities.look(canary).delivered()).isZero();
		this.jdbc.sql("update mailing set paused = false where event_id = ?").param(draft + ".1").update();
		worker.report(letters.get(2), "DELIVERED");
	}

	@Test
	void letsTheRestGoWhenTheMomentOfItsCanaryHasPassed() throws Exception {
		audience("", 5000);
		UUID draft = submitted(CANARY + ", \"timing\": {\"kind\": \"at\", \"at\": \"2030-01-02T10:00:00Z\"}");
		DraftContent content = this.revisions.find(draft, 1).orElseThrow().content();
		Instant at = Instant.parse("2030-01-02T10:00:00Z");

		assertThat(List.of(has(draft, content, Part.CANARY, at.plusSeconds(9)),
				has(draft, content, Part.REST, at.minusSeconds(9)), has(draft, content, Part.REST, at.plusSeconds(9))))
			.containsExactly(true, true, false);
	}

	private boolean has(UUID draft, DraftContent content, Part part, Instant at) {
		return this.activities.event(new DraftPart(draft.toString(), 1, part, at), content).has("send_at");
	}

	/** As a crash or a restored store leaves it. */
	private void change(UUID draft, String what) {
		this.jdbc
			.sql("update mailing_draft set changed_at = '2020-01-01', version = version + 1, " + what + " where id = ?")
			.param(draft)
			.update();
	}

	private UUID submitted(String more) throws Exception {
		JsonNode created = read(marketing().post("/api/v1/mailing-drafts", """
				{"title": "Friday films", "template": "new_movies", "quiet_hours": "ignore",
				 "context": {"movies": []}, "receivers": "http://auth/users?of=%s"%s}""".formatted(this.audience,
				more)));
		UUID draft = UUID.fromString(created.path("id").asString());
		HttpResponse<String> submitted = marketing().post(ALL + draft + "/submit", "{\"version\": 0}");
		assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
		return draft;
	}

	private JsonNode view(UUID draft) throws Exception {
		return read(marketing().get(ALL + draft));
	}

	private void awaitState(UUID draft, String state) {
		await().atMost(Duration.ofSeconds(30)).until(() -> view(draft).path("state").asString().equals(state));
	}

	private void audience(String item, int total) {
		this.stub.on("of=" + this.audience, 200,
				"{\"items\": [" + item.formatted(this.audience) + "], \"total_items\": " + total + ", \"next\": null}");
	}

	private MailingRest marketing() {
		return new MailingRest(this.port);
	}

	private MailingRest approvers() {
		return new MailingRest(this.port, IntegrationTest.APPROVERS_TOKEN);
	}

}
