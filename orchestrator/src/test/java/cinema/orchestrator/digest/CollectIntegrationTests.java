package cinema.orchestrator.digest;

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
		return new Event("new_episode", "e", null, this.now, Map.of("user_id", this.user));
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
