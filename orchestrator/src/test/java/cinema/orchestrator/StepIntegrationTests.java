package cinema.orchestrator;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.explanation.Story;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.workflows.contract.Channel;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.event.EventWorkflow;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One notice by steps, from Kafka to the journal: web, push an hour later, e-mail two
 * hours after that.
 */
@IntegrationTest
class StepIntegrationTests {

	private static final String TYPE = "user_unlinked_account";

	private static final String WEB = "postings.web.normal";

	private static final String PUSH = "postings.push.normal";

	private static final String EMAIL = "postings.email.normal";

	@Autowired
	private KafkaOperations<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private Explanations explanations;

	@Autowired
	private ReceiverDirectory receivers;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	private FakeWorker worker;

	@BeforeEach
	void prepare() {
		this.worker = new FakeWorker(this.rabbit);
		user("");
	}

	@Test
	void isSilentOnceTheFirstStepIsSeen() throws Exception {
		Message web = webArrives();
		assertThat(reason("push")).matches("held until .+, unless it is seen on web");
		assertShown("web 1 DELIVERED", "push 2 HELD");

		this.worker.reportNow(web, "SEEN");

		NoticeOutcome outcome = outcome();
		assertThat(outcome.status()).isEqualTo(OutcomeStatus.SEEN);
		assertThat(outcome.channel()).isEqualTo(Channel.WEB);
		assertShown("web 1 SEEN", "push 2 SILENCED", "email 3 SILENCED");
		assertThat(stories(Locale.ENGLISH)).anyMatch((one) -> one.contains(", and they looked at it at "))
			.contains("Not needed: they had seen it on web already.");
		assertThat(stories(Locale.forLanguageTag("ru")))
			.contains("Не понадобилось: человек уже увидел это в канале web.");
		assertThat(this.rabbit.receive(PUSH, 300)).isNull();
	}

	@Test
	void goesOnUnseenAndAtOnceWhereAStepIsRejected() throws Exception {
		webArrives();
		sendNext();
		this.worker.reportNow(this.worker.take(PUSH), "REJECTED");

		Message email = this.worker.take(EMAIL);
		this.worker.reportNow(email, "DELIVERED");

		assertThat(outcome().channel()).isEqualTo(Channel.EMAIL);
		assertShown("web 1 DELIVERED", "push 2 REJECTED", "email 3 DELIVERED");
		assertThat(stories(Locale.ENGLISH)).as("two steps are not one letter twice")
			.noneMatch((one) -> one.contains("a letter of the same kind"));
	}

	@Test
	void tellsAtOnceByEmailWhoCanHaveNothingElse() throws Exception {
		announce(TYPE, this.id, "\"email\": \"ann@example.com\", \"service\": \"films\"");

		this.worker.reportNow(this.worker.take(EMAIL), "DELIVERED");

		assertThat(outcome().channel()).isEqualTo(Channel.EMAIL);
		assertShown("web 1 SKIPPED", "push 2 SKIPPED", "email 3 DELIVERED");
		assertThat(reason("web")).isEqualTo("the event names no user");
	}

	@Test
	void passesOverWhatTheyOptedOutOfBetweenSteps() throws Exception {
		webArrives();
		user(", \"preferences\": {\"news\": {\"push\": false}}");

		announce("user_opted_out", UUID.randomUUID().toString(), "\"user_id\": \"" + this.user
				+ "\", \"choices\": [{\"topic\": \"news\", \"channel\": \"push\"}], \"how\": \"page\"");
		await().until(() -> this.jdbc.queryForObject("select count(*) from opt_out where user_id = ?", Integer.class,
				this.user) == 1);
		sendNext();

		this.worker.reportNow(this.worker.take(EMAIL), "DELIVERED");
		assertThat(outcome().channel()).isEqualTo(Channel.EMAIL);
		assertShown("web 1 DELIVERED", "push 2 SKIPPED", "email 3 DELIVERED");
		assertThat(reason("push")).isEqualTo("opted out of news");
	}

	@Test
	void endsForSomebodyWhoIsErasedBetweenSteps() {
		webArrives();
		announce("user_erased", UUID.randomUUID().toString(), "\"user_id\": \"" + this.user + "\"");

		await().until(() -> this.jdbc
			.queryForList("select state from journal where event_id = ? order by step", String.class, this.id)
			.equals(List.of("DELIVERED", "CANCELLED", "CANCELLED")));
		await().untilAsserted(() -> assertThat(
				this.jdbc.queryForList("select user_id from journal where event_id = ?", String.class, this.id))
			.containsOnlyNulls());
		assertThat(this.rabbit.receive(PUSH, 300)).isNull();
	}

	/** It is in the journal a moment before its workflow is told. */
	@Test
	void sendsNothingWhenTheJournalKnowsThatOneWasSeen() throws Exception {
		webArrives();
		this.jdbc.update("update journal set seen_at = now() where event_id = ? and channel = 'web'", this.id);

		sendNext();

		assertThat(outcome().status()).isEqualTo(OutcomeStatus.SEEN);
		assertShown("web 1 SEEN", "push 2 SILENCED", "email 3 SILENCED");
		assertThat(this.rabbit.receive(PUSH, 300)).isNull();
	}

	@Test
	void takesThatItIsSeenWhenNobodyWaitsForIt() throws Exception {
		Message web = webArrives();
		event().cancel("by mistake", "service laptop");
		assertThat(outcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
		double orphaned = this.meters.counter("cinema.receipts.orphaned").count();

		this.worker.reportNow(web, "SEEN");
		this.worker.reportNow(web, "SEEN");

		assertShown("web 1 SEEN", "push 2 CANCELLED", "email 3 CANCELLED");
		assertThat(this.meters.counter("cinema.receipts.orphaned").count()).isEqualTo(orphaned);
		JsonNode found = MailingRest
			.read(rest().get("/api/v1/notifications?outcome=SEEN&event_type=" + TYPE + "&event_id=" + this.id));
		assertThat(found.path("items").size()).isEqualTo(1);
		assertThat(found.at("/items/0/posting/seen_at").asString()).isNotEmpty();
		assertThat(found.at("/items/0/posting/attempts").size()).isEqualTo(2);
	}

	/** Who cancels it then is late, as what was asked for was not needed. */
	@Test
	void silencesWhatComesBackFromTheWorker() throws Exception {
		Message web = webArrives();
		sendNext();
		Message push = this.worker.take(PUSH);
		await().until(() -> "DISPATCHED".equals(this.jdbc.queryForObject(
				"select state from journal where event_id = ? and channel = 'push'", String.class, this.id)));
		this.worker.reportNow(web, "SEEN");
		await().until(() -> this.jdbc.queryForObject(
				"select silenced from journal where event_id = ? and channel = 'push'", Boolean.class, this.id));

		this.worker.reportNow(push, "WITHDRAWN");

		assertThat(outcome().status()).isEqualTo(OutcomeStatus.SEEN);
		assertShown("web 1 SEEN", "push 2 SILENCED", "email 3 SILENCED");
		assertThat(reason("push")).isEqualTo("seen on web");
	}

	/** Nobody is told further of what nobody should see. */
	@Test
	void sendsNothingFurtherOnceStaffHaveTakenItBack() throws Exception {
		Message web = webArrives();

		assertThat(takeBack(web).statusCode()).isEqualTo(202);

		JsonNode order = asked("postings.web.urgent", web);
		assertThat(order.path("even_seen").asBoolean()).isTrue();
		assertShown("web 1 DELIVERED", "push 2 SUPPRESSED", "email 3 SUPPRESSED");
		this.worker.reportNow(web, "WITHDRAWN");
		assertShown("web 1 WITHDRAWN", "push 2 SUPPRESSED", "email 3 SUPPRESSED");
		assertThat(outcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
		assertThat(this.rabbit.receive(PUSH, 300)).isNull();
		assertThat(reason("web")).startsWith("taken back by ").endsWith(": it names the wrong film");
		assertThat(stories(Locale.ENGLISH))
			.anyMatch(
					(one) -> one.startsWith("It was in their inbox since ") && one.contains("it names the wrong film"))
			.anyMatch((one) -> one.startsWith("Not sent: the message in their inbox was taken back by "));
		assertThat(stories(Locale.forLanguageTag("ru"))).anyMatch((one) -> one.startsWith("Сообщение было во входящих"))
			.anyMatch((one) -> one.startsWith("Не отправлено: сообщение во входящих отозвал "));
	}

	/** Its workflow is not told when Temporal is away, or has not heard of it yet. */
	@Test
	void sendsNothingFurtherWhenTheJournalAloneKnowsThatItWasTakenBack() throws Exception {
		webArrives();
		this.jdbc.update("update journal set taken_back_at = now() where event_id = ? and channel = 'web'", this.id);

		sendNext();

		assertThat(outcome().status()).isEqualTo(OutcomeStatus.DELIVERED);
		assertShown("web 1 DELIVERED", "push 2 SUPPRESSED", "email 3 SUPPRESSED");
		assertThat(reason("email")).isEqualTo("taken back");
		assertThat(this.rabbit.receive(PUSH, 300)).isNull();
	}

	@Test
	void asksBackTheStepThatIsWithTheWorkerWhenStaffTakeOneBack() throws Exception {
		Message web = webArrives();
		sendNext();
		Message push = this.worker.take(PUSH);

		takeBack(web);

		asked("postings.push.urgent", push);
		this.worker.reportNow(push, "WITHDRAWN");
		assertShown("web 1 DELIVERED", "push 2 WITHDRAWN", "email 3 SUPPRESSED");
		assertThat(reason("push")).startsWith("taken back by ");
		outcome();
	}

	/** What is not answered yet was taken back all the same. */
	@Test
	void goesToNoOtherStepWhereTheFirstIsTakenBackBeforeItIsAnswered() throws Exception {
		announce(TYPE, this.id, "\"user_id\": \"" + this.user + "\", \"service\": \"films\"");
		Message web = this.worker.take(WEB);

		takeBack(web);

		asked("postings.web.urgent", web);
		this.worker.reportNow(web, "WITHDRAWN");
		assertShown("web 1 WITHDRAWN", "push 2 SUPPRESSED", "email 3 SUPPRESSED");
		outcome();
	}

	@Test
	void namesTheMessageThatANotificationSaysOnceMore() {
		Message web = webArrives();
		sendNext();

		Message push = this.worker.take(PUSH);

		assertThat(this.worker.read(push).at("/headers/inbox-message").asString())
			.isEqualTo(this.worker.read(web).path("id").asString());
		assertThat(this.worker.read(web).path("headers").has("inbox-message")).isFalse();
		this.worker.reportNow(push, "SEEN");
	}

	private HttpResponse<String> takeBack(Message posting) throws Exception {
		return rest().post("/api/v1/postings/" + this.worker.read(posting).path("id").asString() + "/take-back",
				"{\"reason\": \"it names the wrong film\"}");
	}

	/** The order to take it back; what other tests have left there does not matter. */
	private JsonNode asked(String queue, Message posting) {
		while (true) {
			Message order = this.worker.take(queue);
			JsonNode read = this.worker.read(order);
			if ("withdrawal".equals(order.getMessageProperties().getType())
					&& read.path("posting_ids").toString().contains(this.worker.read(posting).path("id").asString())) {
				return read;
			}
		}
	}

	/** All steps of it are sent anew, so what became of each of them counts. */
	@Test
	void sendsAgainOnlyWhatHasEndedAndAsksWhereOneArrived() throws Exception {
		Message web = webArrives();
		String again = "/api/v1/postings/" + this.worker.read(web).path("id").asString() + "/again";
		assertThat(rest().post(again, "{\"key\": \"wish1\", \"twice\": true}").body()).contains("still on its way");
		this.worker.reportNow(web, "SEEN");
		outcome();
		String silenced = this.jdbc
			.queryForObject("select id from journal where event_id = ? and channel = 'email'", UUID.class, this.id)
			.toString();

		StaffVisit staff = StaffVisit.of(this.port, this.sessions, "notifications:read", "notifications:write");
		assertThat(List.of(this.worker.read(web).path("id").asString(), silenced))
			.allSatisfy((one) -> assertThat(staff.get("/admin/postings/" + one).body()).contains("name=\"twice\""));
		assertThat(rest().post("/api/v1/postings/" + silenced + "/again", "{\"key\": \"wish1\"}").body())
			.contains("twice");
		assertThat(rest().post("/api/v1/postings/" + silenced + "/again", "{\"key\": \"wish1\", \"twice\": true}")
			.statusCode()).isLessThan(300);

		assertThat(this.worker.read(this.worker.take(WEB)).path("event_id").asString())
			.isEqualTo(this.id + ".again-wish1");
	}

	@Test
	void showsStepsToStaff() throws Exception {
		webArrives();
		StaffVisit staff = StaffVisit.of(this.port, this.sessions, "templates:read", "notifications:read");

		assertThat(staff.get("/admin/events/" + TYPE + "/" + this.id).body()).contains("step 1", "step 2",
				"unless they see it on web before");
		assertThat(staff.get("/admin/catalogue/" + TYPE).body()).contains("push, after 1 h unseen, also at night",
				"email, after 2 h unseen");
		JsonNode catalogue = MailingRest.read(rest().get("/api/v1/catalogue"));
		assertThat(catalogue.at("/items")
			.valueStream()
			.filter((one) -> one.path("type").asString().equals(TYPE))
			.map((one) -> one.at("/notices/0/steps").toString())).containsExactly(
					"[{\"channel\":\"web\",\"at_night\":false},{\"channel\":\"push\",\"after\":\"PT1H\",\"at_night\":true},"
							+ "{\"channel\":\"email\",\"after\":\"PT2H\",\"at_night\":false}]");
		event().cancel("by mistake", "service laptop");
	}

	/** Which is the first step; the second waits for it to be seen. */
	private Message webArrives() {
		announce(TYPE, this.id, "\"user_id\": \"" + this.user + "\", \"service\": \"films\"");
		Message web = this.worker.take(WEB);
		this.worker.reportNow(web, "DELIVERED");
		await().until(() -> this.jdbc.queryForList(
				"select state from journal where event_id = ? and channel = 'push' and held_until is not null",
				String.class, this.id)
			.contains("HELD"));
		return web;
	}

	private void user(String more) {
		this.receivers.forget(this.user);
		this.auth.on(this.user, 200, """
				{"items": [{"id": "%s", "email": "ann@example.com", "time_zone": "UTC", "is_active": true,
				  "email_notifications": true%s}], "next": null}
				""".formatted(this.user, more));
	}

	private void announce(String type, String event, String details) {
		this.kafka.send("notifications.events", """
				{"id": "%s", "event_type": "%s", "details": {%s}}
				""".formatted(event, type, details).getBytes(StandardCharsets.UTF_8)).join();
	}

	private EventWorkflow event() {
		return this.temporal.newWorkflowStub(EventWorkflow.class, "event/" + TYPE + "/" + this.id);
	}

	/** Once it waits for its turn. */
	private void sendNext() {
		await().ignoreExceptions().until(() -> event().reschedule(null, "service laptop") != null);
	}

	private NoticeOutcome outcome() {
		return this.temporal.newUntypedWorkflowStub("event/" + TYPE + "/" + this.id)
			.getResult(EventOutcome.class)
			.notices()
			.get(0);
	}

	private MailingRest rest() {
		return new MailingRest(this.port, IntegrationTest.TOKEN);
	}

	/** The journal may hear of a receipt a moment after whoever waited for it. */
	private void assertShown(String... postings) {
		await().untilAsserted(() -> assertThat(shown()).containsExactly(postings));
	}

	private List<String> shown() throws Exception {
		return MailingRest.read(rest().get("/api/v1/notifications/" + TYPE + "/" + this.id))
			.path("postings")
			.valueStream()
			.map((one) -> one.path("channel").asString() + " " + one.path("step").asInt() + " "
					+ one.path("state").asString())
			.toList();
	}

	private String reason(String channel) {
		return this.jdbc.queryForObject("select reason from journal where event_id = ? and channel = ?", String.class,
				this.id, channel);
	}

	private List<String> stories(Locale locale) {
		return this.jdbc.queryForList("select id from journal where event_id = ? order by step", UUID.class, this.id)
			.stream()
			.map((one) -> this.explanations.of(one, locale).map(Story::summary).orElse(""))
			.toList();
	}

}
