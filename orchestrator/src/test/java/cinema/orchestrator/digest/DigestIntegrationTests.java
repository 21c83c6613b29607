package cinema.orchestrator.digest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.explanation.Explanations;
import cinema.orchestrator.explanation.Story;
import cinema.orchestrator.explanation.Verdict;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.digest.Digest;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.client.WorkflowClient;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;

import static org.assertj.core.api.Assertions.assertThat;

/** What people hear of daily, and what may come between it and its letter. */
@IntegrationTest
class DigestIntegrationTests {

	private static final String QUEUE = "postings.email.normal";

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
	private CollectedItems items;

	@Autowired
	private DigestSweep sweep;

	private final String user = UUID.randomUUID().toString();

	private final Digest digest = new Digest(this.user, "new_episodes");

	private FakeWorker worker;

	@BeforeEach
	void listen() {
		this.worker = new FakeWorker(this.rabbit);
		this.auth.on("/series/" + this.user, 200, "{\"title\": \"Seventeen Moments\", \"episode\": \"The third\"}");
	}

	@Test
	void tellsInOneLetterAtTheirHourWhatWasCollected() {
		wants("daily", inSeconds(6));
		List<String> events = announce(3);

		JsonNode letter = letter();

		assertThat(letter.path("event_id").asString()).startsWith(this.user + ".new_episodes.");
		assertThat(letter.path("notice").asString()).isEqualTo("new_episodes_digest");
		assertThat(letter.path("topic").asString()).isEqualTo("new_episodes");
		assertThat(letter.path("subject").asString()).isEqualTo("3 new episodes of your series");
		assertThat(letter.path("text").asString()).contains("Seventeen Moments (3)").contains("The third");
		events.forEach((event) -> assertThat(outcome(event)).satisfies((one) -> {
			assertThat(one.status()).isEqualTo(OutcomeStatus.COLLECTED);
			assertThat(one.reason()).startsWith("collected until ").contains(" Etc/GMT");
		}));
		eventually().until(() -> states("new_episodes_digest").equals(List.of("DELIVERED")));
		assertThat(states("new_episode")).containsOnly("COLLECTED").hasSize(3);
		assertTold(Locale.ENGLISH, "Not sent by itself: it became part of a digest, the event new_episodes_digest");
		assertTold(Locale.forLanguageTag("ru"), "Отдельно не отправлено: вошло в сводку, событие new_episodes_digest");
		eventually().until(() -> !runs());
	}

	private void assertTold(Locale locale, String begin) {
		List<Story> stories = this.explanations
			.of(this.user, Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(Duration.ofDays(1)), 50, null,
					locale)
			.items();
		assertThat(stories).filteredOn((one) -> one.verdict() == Verdict.COLLECTED).hasSize(3).allSatisfy((one) -> {
			assertThat(one.summary()).startsWith(begin);
			assertThat(one.toldIn()).startsWith("new_episodes_digest/" + this.user + ".new_episodes.");
		});
	}

	/** Some come before their letter closes, some while it does, some after that. */
	@Test
	void putsEachInOneLetterThoughTheyComeWhileItCloses() {
		wants("daily", inSeconds(4));
		IntStream.range(0, 40).forEach((i) -> {
			announce(1);
			pause(i < 10 ? 50 : 150);
		});
		eventually().until(() -> states("new_episode").size() == 40);
		wants("at_once", inSeconds(-60));
		announce("user_changed_delivery", UUID.randomUUID().toString(), ", \"changed\": [\"rhythm\"]");
		eventually().until(() -> this.items.open(this.digest).isEmpty());

		Map<String, Long> letters = this.jdbc
			.queryForList("select letter from digest_item where user_id = ?", String.class, this.user)
			.stream()
			.collect(Collectors.groupingBy(String::valueOf, Collectors.counting()));

		assertThat(letters).hasSizeGreaterThan(1);
		assertThat(letters.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(40);
		long told = 0;
		while (!letters.isEmpty()) {
			JsonNode letter = letter();
			Long meant = letters.remove(letter.path("event_id").asString());
			assertThat(letter.path("text").asString())
				.contains("Seventeen Moments" + ((meant == 1) ? "" : " (" + meant + ")"));
			told += meant;
		}
		assertThat(told).isEqualTo(40);
	}

	@Test
	void startsAgainWhatWasTerminated() {
		wants("daily", inSeconds(8));
		announce(2);
		eventually().until(() -> states("new_episode").size() == 2 && runs());
		this.temporal.newUntypedWorkflowStub(this.digest.workflowId()).terminate("a test");
		pause(9000);
		this.sweep.goOn();
		assertThat(this.items.unannounced(this.digest)).isEmpty();
		assertThat(this.items.open(this.digest)).as("it is just late").isPresent();

		this.jdbc.update("update digest_item set due_at = due_at - interval '5 minutes' where user_id = ?", this.user);
		this.sweep.goOn();

		assertThat(letter().path("text").asString()).contains("Seventeen Moments (2)");
	}

	/**
	 * Its process was killed when the letter was closed and Kafka did not have it yet.
	 */
	@Test
	void announcesWhatSomebodyElseClosed() {
		wants("daily", LocalTime.now(ZoneOffset.UTC).minusHours(1));
		announce(2);
		eventually().until(() -> states("new_episode").size() == 2 && runs());
		String letter = this.user + ".new_episodes.20260101T000000Z";
		this.items.close(this.digest, "new_episodes_digest", letter, Instant.now());
		assertThat(this.items.unannounced(this.digest)).hasSize(1);

		signal("reread");

		assertThat(letter().path("event_id").asString()).isEqualTo(letter);
		eventually().until(() -> this.items.unannounced(this.digest).isEmpty() && !runs());
	}

	@Test
	void tellsNothingOfWhatTheyLeave() {
		wants("daily", LocalTime.now(ZoneOffset.UTC).minusHours(1));
		announce(2);
		eventually().until(() -> states("new_episode").size() == 2);
		user("daily", LocalTime.now(ZoneOffset.UTC).minusHours(1),
				", \"preferences\": {\"new_episodes\": {\"email\": false}}");

		announce("user_opted_out", UUID.randomUUID().toString(),
				", \"choices\": [{\"topic\": \"new_episodes\", \"channel\": \"email\"}], \"how\": \"page\"");

		eventually().until(() -> states("new_episode").equals(List.of("SUPPRESSED", "SUPPRESSED")));
		assertThat(this.jdbc.queryForList("select distinct reason from journal where user_id = ?", String.class,
				this.user))
			.containsExactly("opted out of new_episodes");
		assertThat(this.items.open(this.digest)).isEmpty();
		signal("reread");
		eventually().until(() -> !runs());
	}

	@Test
	void keepsNothingOfSomebodyWhoIsErased() {
		wants("daily", LocalTime.now(ZoneOffset.UTC).minusHours(1));
		announce(2);
		eventually().until(() -> states("new_episode").size() == 2);

		announce("user_erased", this.user, "");

		eventually().until(() -> this.jdbc.queryForObject("select count(*) from digest_item where user_id = ?",
				Integer.class, this.user) == 0);
		eventually().until(() -> states("new_episode").isEmpty());
	}

	@Test
	void saysWhyALetterOfWhatWasCollectedIsNotSent() {
		wants("daily", LocalTime.now(ZoneOffset.UTC).minusHours(1));
		announce(1);
		eventually().until(() -> states("new_episode").size() == 1 && runs());
		user("at_once", LocalTime.MIDNIGHT, ", \"is_active\": false");
		signal("reread");

		eventually().until(() -> states("new_episodes_digest").equals(List.of("SUPPRESSED")));
		assertThat(this.jdbc.queryForObject("select reason from journal where user_id = ? and notice = ?", String.class,
				this.user, "new_episodes_digest"))
			.isEqualTo("inactive user");
	}

	/** An hour of today that has passed is no reason to hurry. */
	@Test
	void waitsForTheNextHourThatSomebodyChoseJustNow() {
		wants("weekly", LocalTime.now(ZoneOffset.UTC).minusHours(2));
		announce(2);
		eventually().until(() -> states("new_episode").size() == 2 && runs());
		this.jdbc.update("update digest_item set collected_at = collected_at - interval '2 days' where user_id = ?",
				this.user);
		wants("daily", inSeconds(4));

		signal("reread");

		assertThat(letter().path("text").asString()).contains("Seventeen Moments (2)");
		assertThat(this.jdbc.queryForObject("select count(distinct letter) from digest_item where user_id = ?",
				Integer.class, this.user))
			.isEqualTo(1);
	}

	@Test
	void tellsAtOnceWhoHasChosenNothing() {
		user(null, LocalTime.NOON, "");
		announce(1);

		assertThat(letter().path("notice").asString()).isEqualTo("new_episode");
	}

	private boolean runs() {
		return this.temporal.newUntypedWorkflowStub(this.digest.workflowId())
			.describe()
			.getStatus()
			.name()
			.endsWith("RUNNING");
	}

	private void signal(String name) {
		this.temporal.newUntypedWorkflowStub(this.digest.workflowId()).signal(name);
	}

	/** Theirs, and it is delivered; others may have left letters there. */
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

	private List<String> announce(int count) {
		List<String> events = IntStream.range(0, count).mapToObj((i) -> UUID.randomUUID().toString()).toList();
		events.forEach((event) -> announce("new_episode", event,
				", \"series\": [\"http://fastapi/series/" + this.user + "\"]"));
		return events;
	}

	private void announce(String type, String event, String details) {
		this.kafka.send("notifications.events", event.getBytes(StandardCharsets.UTF_8), """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {"user_id": "%s"%s}}
				""".formatted(event, type, Instant.now(), this.user, details).getBytes(StandardCharsets.UTF_8));
	}

	private NoticeOutcome outcome(String event) {
		return this.temporal.newUntypedWorkflowStub("event/new_episode/" + event)
			.getResult(EventOutcome.class)
			.notices()
			.get(0);
	}

	private List<String> states(String notice) {
		return this.jdbc.queryForList("select state from journal where user_id = ? and notice = ?", String.class,
				this.user, notice);
	}

	private void wants(String rhythm, LocalTime at) {
		user(rhythm, at, "");
	}

	/** By whose clock it is never night. */
	private void user(String rhythm, LocalTime at, String fields) {
		int ahead = Math.floorMod(12 - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		int hours = (ahead > 14) ? ahead - 24 : ahead;
		String delivery = (rhythm != null)
				? ", \"delivery\": {\"rhythms\": {\"new_episodes\": \"%s\"}, \"digest_at\": \"%s\"}".formatted(rhythm,
						at.plusHours(hours))
				: "";
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%1$s\", \"email\": \"%1$s@example.com\", \"time_zone\": \"Etc/GMT%2$+d\"%3$s%4$s}]}"
					.formatted(this.user, -hours, delivery, fields));
	}

	private static LocalTime inSeconds(int seconds) {
		return LocalTime.now(ZoneOffset.UTC).plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
	}

	private static void pause(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
