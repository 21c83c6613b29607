package cinema.orchestrator.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.journal.JournalHours.Hour;
import cinema.orchestrator.journal.JournalReader.JournalFilter;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What the triggers of the journal keep beside it. */
@IntegrationTest
class JournalHoursIntegrationTests {

	/** An hour of its own. */
	private static final Instant HOUR = Instant.parse("2031-05-04T10:00:00Z");

	@Autowired
	private JournalHours hours;

	@Autowired
	private Journal journal;

	@Autowired
	private JournalReader reader;

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void countsEachLetterByItsLastOutcomeAlone() {
		List<UUID> ids = List.of(row("DISPATCHED"), row("DISPATCHED"), row("DISPATCHED"));
		conclude(ids.get(0), ReceiptStatus.UNKNOWN, 0);
		conclude(ids.get(1), ReceiptStatus.DELIVERED, 1);
		conclude(ids.get(2), ReceiptStatus.DEFERRED, 0);
		assertThat(counts()).isEqualTo(Map.of("UNKNOWN", 1L, "DELIVERED", 1L));

		conclude(ids.get(0), ReceiptStatus.DELIVERED, 1);
		assertThat(counts()).isEqualTo(Map.of("DELIVERED", 2L));

		this.jdbc.update(
				"insert into journal_hour select ?::timestamptz, 'email', 'DELIVERED', 1 from generate_series(1, 60)",
				HOUR.toString());
		this.hours.putTogether();
		assertThat(counts()).isEqualTo(Map.of("DELIVERED", 62L));
		assertThat(this.jdbc.queryForObject("select count(*) from journal_hour where hour = ?::timestamptz",
				Integer.class, HOUR.toString()))
			.isEqualTo(2);
		this.jdbc.update("delete from journal where id = any(?)", (Object) ids.toArray(UUID[]::new));
		this.jdbc.update("delete from journal_hour where hour = ?::timestamptz", HOUR.toString());
	}

	@Test
	void findsWhatIsRareWithoutReadingTheRest() {
		UUID id = row("EXPIRED");
		String event = id.toString();
		assertThat(found(event, "EXPIRED")).containsExactly(id);

		this.jdbc.update("update journal set state = 'DELIVERED', concluded_at = now() where id = ?", id);
		assertThat(found(event, "EXPIRED")).isEmpty();
		assertThat(found(event, "DELIVERED")).containsExactly(id);

		this.jdbc.update("update journal set state = 'REJECTED' where id = ?", id);
		assertThat(found(event, "REJECTED")).containsExactly(id);
		this.jdbc.update("delete from journal where id = ?", id);
		assertThat(this.jdbc.queryForList("select id from journal_apart where id = ?", id)).isEmpty();
	}

	private List<UUID> found(String event, String outcome) {
		return this.reader.page(new JournalFilter(null, "hours", event, "n", outcome, null, null), 10, null)
			.stream()
			.map(JournalRow::id)
			.toList();
	}

	private Map<String, Long> counts() {
		return this.hours.between(HOUR, HOUR.plus(1, ChronoUnit.HOURS))
			.stream()
			.collect(Collectors.toMap(Hour::outcome, Hour::letters));
	}

	private UUID row(String state) {
		UUID id = UUID.randomUUID();
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, attempt, state,
						                     planned_at)
						values (?, 'w', 'hours', ?, 'n', 't', 'email', 'normal', 1, ?, ?::timestamptz)
						""",
				id, id.toString(), state, HOUR.toString());
		return id;
	}

	private void conclude(UUID id, ReceiptStatus status, int minute) {
		this.journal.conclude(List
			.of(new Receipt(id.toString(), "w", 1, status, HOUR.plusSeconds(60L * minute), null, "said", null, false)));
	}

}
