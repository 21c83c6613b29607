package cinema.orchestrator.digest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.digest.Digest;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestActivityEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a night or a cap holds back of people who want to be told at once, told in one
 * letter. Of the class {@code series} they get at most 20 letters a day.
 */
@IntegrationTest
class FoldIntegrationTests {

	private static final String QUEUE = "postings.email.normal";

	private static final String CAP = "cap: 20 letters of class series in 24 hours";

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
	private DispatchActivities implementation;

	private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();

	private final String user = UUID.randomUUID().toString();

	private DispatchActivities dispatching;

	private FakeWorker worker;

	@BeforeEach
	void listen() {
		this.activities.registerActivitiesImplementations(this.implementation);
		this.dispatching = this.activities.newActivityStub(DispatchActivities.class);
		this.worker = new FakeWorker(this.rabbit);
		this.auth.on("/series/" + this.user, 200, "{\"title\": \"Seventeen Moments\", \"episode\": \"The third\"}");
	}

	@AfterEach
	void close() {
		this.activities.close();
		while (this.rabbit.receive(QUEUE, 100) != null) {
			// what a test published, and nobody asked for
		}
	}

	@Test
	void tellsInOneLetterWhatWaitedForOneMorning() {
		itIs(2);
		List<String> events = announce(3, "reactions_summary", ", \"stats\": [{\"type\": \"like\", \"total\": 2}]");
		events.forEach((event) -> assertThat(outcome("reactions_summary", event)).satisfies((one) -> {
			assertThat(one.status()).isEqualTo(OutcomeStatus.COLLECTED);
			assertThat(one.reason()).startsWith("collected until 08:00 Etc/GMT");
		}));

		theMorningComes("reactions");

		JsonNode letter = letter();
		assertThat(letter.path("notice").asString()).isEqualTo("reactions_digest");
		assertThat(letter.path("subject").asString()).isEqualTo("What others said of yours, 3 times");
		eventually().until(() -> states("reactions_digest").equals(List.of("DELIVERED")));
		assertThat(this.jdbc.queryForList("select distinct letter from digest_item where user_id = ?", String.class,
				this.user))
			.hasSize(1);
		assertThat(states("reactions_summary")).containsExactly("COLLECTED", "COLLECTED", "COLLECTED");
	}

	@Test
	void tellsByItselfWhatComesByDay() {
		itIs(12);
		announce(1, "reactions_summary", ", \"stats\": []");

		assertThat(letter().path("notice").asString()).isEqualTo("reactions_summary");
	}

	/** What a topic does not fold waits for the morning as ever. */
	@Test
	void holdsByItselfWhatIsNotFolded() {
		itIs(2);
		announce(1, "new_episode", ", \"series\": []");

		eventually().until(() -> states("new_episode").equals(List.of("HELD")));
		this.jdbc.queryForList("select workflow_id from journal where user_id = ?", String.class, this.user)
			.forEach((id) -> this.temporal.newUntypedWorkflowStub(id).terminate("the test has ended"));
	}

	@Test
	void tellsInOneLetterWhatThereWasNoPlaceForWhenThereIsOne() {
		itIs(12);
		fill(Duration.ofSeconds(12));
		List<String> events = announce(3, "new_episode", ", \"series\": [\"http://fastapi/series/" + this.user + "\"]");
		events.forEach((event) -> assertThat(outcome("new_episode", event)).satisfies((one) -> {
			assertThat(one.status()).isEqualTo(OutcomeStatus.COLLECTED);
			assertThat(one.reason()).startsWith("collected until ").endsWith(", " + CAP);
			assertThat(one.attempts()).isZero();
		}));
		assertThat(used()).as("what is folded takes no place").isEqualTo(20);

		JsonNode letter = letter();

		assertThat(letter.path("subject").asString()).isEqualTo("3 new episodes of your series");
		assertThat(letter.path("text").asString()).contains("Seventeen Moments (3)");
		assertThat(used()).as("the letter of all takes one").isEqualTo(1);
		eventually().until(() -> states("new_episodes_digest").equals(List.of("DELIVERED")));
	}

	/** Its process was killed after it had collected, and before it said so. */
	@Test
	void saysAgainThatItWasFolded() {
		itIs(12);
		fill(Duration.ofHours(10));
		Dispatch dispatch = dispatch();

		Dispatched first = this.dispatching.dispatch(dispatch);
		assertThat(first.noPlace()).isNotNull();
		assertThat(first.noPlace().wasFolded()).isTrue();
		this.jdbc.update("delete from cap_use where user_id = ?", this.user);

		Dispatched again = this.dispatching.dispatch(dispatch);

		assertThat(again.noPlace()).isNotNull();
		assertThat(again.noPlace().wasFolded()).isTrue();
		assertThat(this.jdbc.queryForObject("select count(*) from digest_item where user_id = ?", Integer.class,
				this.user))
			.isEqualTo(1);
		assertThat(used()).isZero();
		assertThat(states("new_episode")).containsExactly("COLLECTED");
		this.temporal.newUntypedWorkflowStub(new Digest(this.user, "new_episodes").workflowId())
			.terminate("the test has ended");
	}

	/** It was with the worker for longer than its place counts. */
	@Test
	void asksForAPlaceAgainWhereItsOwnCountsNoMore() {
		itIs(12);
		Dispatch dispatch = dispatch();
		assertThat(this.dispatching.dispatch(dispatch).noPlace()).isNull();
		Dispatch second = new Dispatch(dispatch.event(), dispatch.notice(), dispatch.posting(), 2);
		assertThat(this.dispatching.dispatch(second).noPlace()).as("its place counts").isNull();
		this.jdbc.update("update cap_use set at = at - interval '1 day' where user_id = ?", this.user);
		fill(Duration.ofHours(10));

		Dispatched later = this.dispatching
			.dispatch(new Dispatch(dispatch.event(), dispatch.notice(), dispatch.posting(), 3));

		assertThat(later.noPlace()).isNotNull();
		assertThat(later.noPlace().wasFolded()).as("it was perhaps told by itself").isFalse();
		assertThat(this.jdbc.queryForObject("select state || attempt from journal where user_id = ?", String.class,
				this.user))
			.isEqualTo("HELD2");
	}

	private Dispatch dispatch() {
		PlannedPosting posting = new PlannedPosting(Channel.EMAIL, UUID.randomUUID().toString(), "email/new_episode");
		PlannedNotice notice = new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user, "UTC", null,
				Instant.now().plus(Duration.ofDays(2)), Map.of("series", "details.series"), List.of(posting), null,
				false, false, null, null, new Capped("series", Capped.Over.FOLD));
		return new Dispatch(
				new Event("new_episode", UUID.randomUUID().toString(), null, Instant.now(),
						Map.of("user_id", this.user, "series", List.of("http://fastapi/series/" + this.user))),
				notice, posting, 1);
	}

	/** By the clock of the receiver, and of the rows that wait for it. */
	private void theMorningComes(String topic) {
		itIs(12);
		this.jdbc.update("""
				update digest_item set not_before = now() - interval '1 second', due_at = now() - interval '1 second',
				       collected_at = collected_at - interval '1 hour'
				 where user_id = ?
				""", this.user);
		this.temporal.newUntypedWorkflowStub(new Digest(this.user, topic).workflowId()).signal("reread");
	}

	/** Their places are taken, and free after so long. */
	private void fill(Duration free) {
		Duration ago = Duration.ofDays(1).minus(free);
		for (int i = 0; i < 20; i++) {
			this.jdbc.update("""
					insert into cap_use (posting_id, class, user_id, at)
					values (?, 'series', ?, now() - interval '1 second' * ?)
					""", UUID.randomUUID(), this.user, ago.toSeconds());
		}
	}

	private int used() {
		return this.jdbc.queryForObject(
				"select count(*) from cap_use where user_id = ? and at > now() - interval '1 day'", Integer.class,
				this.user);
	}

	private JsonNode letter() {
		while (true) {
			Message message = this.worker.take(QUEUE);
			JsonNode letter = this.worker.read(message);
			if (letter.path("receiver").path("user_id").asString("").equals(this.user)) {
				this.worker.report(message, "DELIVERED");
				return letter;
			}
		}
	}

	private List<String> announce(int count, String type, String details) {
		List<String> events = IntStream.range(0, count).mapToObj((i) -> UUID.randomUUID().toString()).toList();
		events.forEach((event) -> this.kafka.send("notifications.events", event.getBytes(StandardCharsets.UTF_8), """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {"user_id": "%s"%s}}
				""".formatted(event, type, Instant.now(), this.user, details).getBytes(StandardCharsets.UTF_8)));
		return events;
	}

	private NoticeOutcome outcome(String type, String event) {
		return eventually().until(() -> this.temporal.newUntypedWorkflowStub("event/" + type + "/" + event)
			.getResult(EventOutcome.class)
			.notices()
			.get(0), (found) -> true);
	}

	private List<String> states(String notice) {
		return this.jdbc.queryForList("select state from journal where user_id = ? and notice = ?", String.class,
				this.user, notice);
	}

	/** By the clock of the receiver. */
	private void itIs(int hour) {
		int ahead = Math.floorMod(hour - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		int hours = (ahead > 14) ? ahead - 24 : ahead;
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%1$s\", \"email\": \"%1$s@example.com\", \"time_zone\": \"Etc/GMT%2$+d\"}]}"
					.formatted(this.user, -hours));
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
	}

}
