package cinema.orchestrator.journal;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Which letters do not go on, and which only wait. */
@IntegrationTest
class OverdueLettersIntegrationTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final Duration HOUR = Duration.ofHours(1);

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private JdbcClient client;

	private final String type = "overdue-" + UUID.randomUUID();

	private final Instant now = Instant.now();

	private double before;

	@BeforeEach
	void countOthers() {
		this.before = overdue();
	}

	@AfterEach
	void clear() {
		this.jdbc.update("delete from journal where event_type = ?", this.type);
	}

	private double overdue() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		new OverdueLetters(this.client, meters).count();
		return meters.get("cinema.letters.overdue").gauge().value();
	}

	private double added() {
		return overdue() - this.before;
	}

	private void letter(String workflow, JournalState state, Duration planned, @Nullable Duration dispatched,
			@Nullable Instant heldUntil, Instant deadline) {
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, attempt, state,
						                     planned_at, dispatched_at, held_until, deadline)
						values (?, ?, ?, 'e-1', 'welcome', 'account', 'email', 'normal', 1, ?, ?, ?, ?, ?)
						""",
				UUID.randomUUID(), workflow, this.type, state.name(), Timestamp.from(this.now.minus(planned)),
				(dispatched != null) ? Timestamp.from(this.now.minus(dispatched)) : null,
				(heldUntil != null) ? Timestamp.from(heldUntil) : null, Timestamp.from(deadline));
	}

	private void letter(JournalState state, Duration planned, @Nullable Duration dispatched,
			@Nullable Instant heldUntil) {
		letter("event/user_signed_up/" + this.type, state, planned, dispatched, heldUntil, this.now.plus(HOUR));
	}

	@Test
	void countsWhatIsWithTheWorkerOrDeferredForMinutes() {
		letter(JournalState.DISPATCHED, MINUTE.multipliedBy(5), MINUTE.multipliedBy(5), null);
		letter(JournalState.DEFERRED, MINUTE.multipliedBy(5), MINUTE.dividedBy(6), null);

		assertThat(added()).isEqualTo(2);
	}

	/** The workflow of both is held, since one of its notices is. */
	@Test
	void countsALetterBesideOneOfItsEventThatIsHeld() {
		letter(JournalState.DISPATCHED, MINUTE.multipliedBy(5), MINUTE.multipliedBy(5), null);
		letter(JournalState.HELD, MINUTE.multipliedBy(5), null, this.now.plus(HOUR));

		assertThat(added()).isEqualTo(1);
	}

	@Test
	void leavesOutWhatIsOnlyJustOnItsWayHasEndedOrWaits() {
		letter(JournalState.DISPATCHED, MINUTE, MINUTE, null);
		letter(JournalState.DELIVERED, MINUTE.multipliedBy(5), MINUTE.multipliedBy(5), null);
		letter(JournalState.REJECTED, MINUTE.multipliedBy(5), MINUTE.multipliedBy(5), null);
		letter(JournalState.HELD, HOUR, null, this.now.plus(HOUR));
		letter(JournalState.POSTPONED, HOUR, MINUTE.multipliedBy(5), null);
		// Put off by a mail server, and then by the night.
		letter(JournalState.DEFERRED, HOUR, MINUTE.multipliedBy(5), this.now.plus(HOUR));

		assertThat(added()).isZero();
	}

	@Test
	void leavesOutMailingsAndWhatIsTooLate() {
		letter("mailing/" + this.type + "/news/page/1", JournalState.DEFERRED, HOUR, MINUTE.multipliedBy(5), null,
				this.now.plus(HOUR));
		letter("event/user_signed_up/" + this.type, JournalState.DISPATCHED, HOUR, MINUTE.multipliedBy(5), null,
				this.now.minus(MINUTE));

		assertThat(added()).isZero();
	}

	/** What ends is not written anew, or its index would be as large as the journal. */
	@Test
	void leavesTheUpdatesOfTheJournalInPlace() {
		assertThat(this.jdbc.queryForList("""
				select pg_get_indexdef(indexrelid) from pg_index where indrelid = 'journal'::regclass
				""", String.class)).noneMatch((one) -> one.matches(".*\\bstate\\b.*|.*concluded_at.*"));
	}

}
