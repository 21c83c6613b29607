package cinema.orchestrator.digest;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.collected.NothingCollectedException;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.notification.Notifications;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.digest.Collected;
import cinema.workflows.digest.Digest;
import cinema.workflows.digest.DigestActivities;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.testing.TestActivityEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is collected is told once, whoever repeats or forgets what. */
@IntegrationTest
class CollectIntegrationTests {

	private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

	private final String user = UUID.randomUUID().toString();

	private final Digest digest = new Digest(this.user, "new_episodes");

	private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

	@Autowired
	private DigestActivitiesImpl implementation;

	@Autowired
	private CollectedItems items;

	@Autowired
	private Notifications notifications;

	@Autowired
	private Journal journal;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private JdbcTemplate jdbc;

	private DigestActivities activities;

	@BeforeEach
	void register() {
		this.temporal.registerActivitiesImplementations(this.implementation);
		this.activities = this.temporal.newActivityStub(DigestActivities.class);
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%1$s\", \"email\": \"%1$s@example.com\", \"delivery\": {\"rhythms\": {\"new_episodes\": \"weekly\"}}}]}"
					.formatted(this.user));
	}

	@AfterEach
	void close() {
		this.temporal.close();
	}

	@Test
	void collectsOnceHoweverOftenItIsTold() {
		PlannedNotice notice = notice();
		Event event = event();

		assertThat(this.activities.collect(event, notice).reason()).startsWith("collected until ");
		assertThat(this.activities.collect(event, notice).reason()).startsWith("collected until ");
		this.items.close(this.digest, "new_episodes_digest", letter(), this.now.plusSeconds(60));
		assertThat(this.activities.collect(event, notice).suppressed()).isNull();

		assertThat(this.items.open(this.digest)).isEmpty();
		assertThat(rows("letter")).containsExactly(letter());
		assertThat(rows("content")).allSatisfy((content) -> assertThat(content).startsWith("person:"));
		assertThat(states()).containsExactly("COLLECTED");
	}

	/** A topic on Kafka was rewound, and the receiver has chosen otherwise meanwhile. */
	@Test
	void letsGoWhatWasToldByItselfBefore() {
		PlannedNotice notice = notice();
		assertThat(this.journal.dispatched("event/new_episode/e", dispatch(notice), "{}")).isTrue();

		assertThat(this.activities.collect(event(), notice)).isEqualTo(Collected.APART);

		assertThat(rows("id")).isEmpty();
		assertThat(states()).containsExactly("DISPATCHED");
	}

	@Test
	void neverTellsByItselfWhatIsCollected() {
		PlannedNotice notice = notice();
		this.activities.collect(event(), notice);

		assertThat(this.journal.dispatched("event/new_episode/e", dispatch(notice), "{}")).isFalse();

		assertThat(this.journal.isCollected(notice.postings().get(0).id())).isTrue();
		assertThat(states()).containsExactly("COLLECTED");
	}

	/** One waits for the morning, the other for its place under a cap. */
	@Test
	void closesWhatIsHeldEachAtItsOwnMoment() {
		tellsAtOnce();
		Instant evening = this.now.plus(Duration.ofHours(5));
		hold(this.now.minusSeconds(120), this.now.minusSeconds(60));
		hold(this.now.minusSeconds(120), evening);
		hold(this.now.minusSeconds(120), this.now.minusSeconds(30));

		assertThat(this.activities.close(this.digest, this.now).until()).isEqualTo(evening);

		assertThat(this.jdbc.queryForList(
				"select letter from digest_item where user_id = ? and letter is not null order by not_before",
				String.class, this.user))
			.hasSize(2)
			.doesNotHaveDuplicates();
		assertThat(this.jdbc.queryForObject("select not_before from digest_item where user_id = ? and letter is null",
				Timestamp.class, this.user))
			.isEqualTo(Timestamp.from(evening));
	}

	/** Of the same moment, and of the moment that was waited for before. */
	@Test
	void closesTogetherWhatIsHeldForOneMoment() {
		tellsAtOnce();
		Instant morning = this.now.minusSeconds(60);
		hold(this.now.minusSeconds(120), morning);
		hold(this.now.minusSeconds(100), morning);
		this.jdbc.update("update digest_item set due_at = due_at - interval '30 seconds' where user_id = ?", this.user);

		assertThat(this.activities.close(this.digest, this.now).until()).isNull();

		assertThat(rows("letter")).hasSize(2).doesNotContainNull();
		assertThat(rows("letter").stream().distinct()).hasSize(1);
	}

	@Test
	void takesBackWhatStaffCancelAndNoneBesides() {
		PlannedNotice cancelled = notice();
		Event event = event();
		this.activities.collect(event, cancelled);
		this.activities.collect(new Event("new_episode", this.user, null, this.now, Map.of("user_id", this.user)),
				notice());

		Notifications.Outcome outcome = this.notifications.cancel("new_episode", event.id(), "ordered by mistake");

		assertThat(outcome.inTime()).isTrue();
		assertThat(outcome.view().postings()).singleElement().satisfies((one) -> {
			assertThat(one.state()).isEqualTo("CANCELLED");
			assertThat(one.reason()).startsWith("cancelled by ").endsWith(": ordered by mistake");
		});
		assertThat(outcome.view().changes()).isNotEmpty();
		assertThat(rows("event_id")).containsExactly(this.user);
		assertThat(this.activities.collect(event, cancelled)).as("its workflow was reset").isEqualTo(Collected.APART);
		assertThat(this.journal.dispatched("event/new_episode/e", dispatch(cancelled), "{}")).isFalse();
	}

	@Test
	void takesNothingBackOfALetter() {
		Event event = event();
		this.activities.collect(event, notice());
		this.items.close(this.digest, "new_episodes_digest", letter(), this.now.plusSeconds(60));

		assertThat(this.notifications.cancel("new_episode", event.id(), "ordered by mistake").inTime()).isFalse();

		assertThat(states()).containsExactly("COLLECTED");
		assertThat(rows("letter")).containsExactly(letter());
	}

	/** Its workflow was told, while a try to collect it went on. */
	@Test
	void collectsNothingThatWasCancelledBefore() {
		PlannedNotice notice = notice();

		assertThat(this.activities.cancel(event(), notice, "cancelled by ann")).isEqualTo(Collected.APART);
		assertThat(this.activities.cancel(event(), notice, "cancelled by ann")).isEqualTo(Collected.APART);

		assertThat(this.activities.collect(event(), notice)).isEqualTo(Collected.APART);
		assertThat(rows("id")).isEmpty();
		assertThat(states()).containsExactly("CANCELLED");
	}

	@Test
	void takesBackWhatATryCollectedOfWhichNobodyHasHeard() {
		PlannedNotice notice = notice();
		this.activities.collect(event(), notice);

		assertThat(this.activities.cancel(event(), notice, "cancelled by ann")).isEqualTo(Collected.APART);

		assertThat(rows("id")).isEmpty();
		assertThat(states()).containsExactly("CANCELLED");
	}

	@Test
	void saysThatALetterHasWhatIsCancelled() {
		PlannedNotice notice = notice();
		this.activities.collect(event(), notice);
		this.items.close(this.digest, "new_episodes_digest", letter(), this.now.plusSeconds(60));

		assertThat(this.activities.cancel(event(), notice, "cancelled by ann").reason()).isNotNull();

		assertThat(states()).containsExactly("COLLECTED");
	}

	private void tellsAtOnce() {
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%1$s\", \"email\": \"%1$s@example.com\"}]}".formatted(this.user));
	}

	private void hold(Instant since, Instant until) {
		PlannedNotice notice = notice();
		this.items.add("event/new_episode/e", event(), notice, Map.of(), until, until, "collected until then");
		this.jdbc.update("update digest_item set collected_at = ? where id = ?::uuid", Timestamp.from(since),
				notice.postings().get(0).id());
	}

	/** Their erasure was marked while it was on its way here. */
	@Test
	void collectsNothingForSomebodyWhoIsErased() {
		this.journal.mark(this.user);

		assertThat(this.activities.collect(event(), notice()).suppressed()).isEqualTo("the receiver was erased");

		assertThat(rows("id")).isEmpty();
		assertThat(states()).isEmpty();
	}

	@Test
	void showsTheNewestAndCountsTheRest() {
		for (int i = 0; i < 103; i++) {
			Event event = new Event("new_episode", "e-" + i, null, this.now.plusMillis(i),
					Map.of("user_id", this.user));
			this.items.add("event/new_episode/e-" + i, event, notice(), Map.of("context", Map.of("number", i)),
					this.now, this.now, "collected");
		}
		this.items.close(this.digest, "new_episodes_digest", letter(), this.now.plusSeconds(60));

		Map<String, Object> contents = this.items.read(this.user, letter(), "event_type");

		assertThat(contents).containsEntry("total", 103).containsEntry("more", 3);
		assertThat((List<?>) contents.get("items")).hasSize(100)
			.first()
			.satisfies((oldest) -> assertThat(oldest).asString().contains("number=3"));
		assertThat(this.items.read(this.user, letter() + ".again-abcd", "event_type")).isEqualTo(contents);
		String other = UUID.randomUUID().toString();
		assertThatThrownBy(() -> this.items.read(other, letter(), "event_type"))
			.isInstanceOf(NothingCollectedException.class);
	}

	private String letter() {
		return this.user + ".new_episodes.20261123T150000Z";
	}

	private Event event() {
		return new Event("new_episode", "e-" + this.user, null, this.now, Map.of("user_id", this.user));
	}

	private PlannedNotice notice() {
		return new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user, "UTC", null,
				this.now.plus(Duration.ofDays(1)), Map.of(),
				List.of(new PlannedPosting(Channel.EMAIL, UUID.randomUUID().toString(), "email/new_episode")), null,
				false, false)
			.forDigest();
	}

	private Dispatch dispatch(PlannedNotice notice) {
		return new Dispatch(event(), notice, notice.postings().get(0), 1);
	}

	private List<String> rows(String column) {
		return this.jdbc.queryForList("select " + column + "::text from digest_item where user_id = ?", String.class,
				this.user);
	}

	private List<String> states() {
		return this.jdbc.queryForList("select state from journal where user_id = ?", String.class, this.user);
	}

}
