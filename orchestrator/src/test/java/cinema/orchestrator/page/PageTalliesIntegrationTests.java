package cinema.orchestrator.page;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageTurn;
import cinema.workflows.page.Trouble;
import cinema.workflows.plan.Mailing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page knows of letters that were put off. */
@IntegrationTest
class PageTalliesIntegrationTests {

	private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private PageTallies tallies;

	@Autowired
	private MailingJournal letters;

	@Autowired
	private Journal journal;

	private final String page = "mailing/" + UUID.randomUUID() + "/new_movies/page/1";

	private final List<UUID> ids = IntStream.range(0, 5).mapToObj((letter) -> UUID.randomUUID()).toList();

	@BeforeEach
	void publish() {
		Mailing mailing = SampleMailings.of(UUID.randomUUID().toString(), NOON, "http://auth/users");
		this.letters.insert(this.page, mailing,
				this.ids.stream().map((id) -> MailingRow.dispatched(id, "u-" + id, "email", "{}", null)).toList());
	}

	private void conclude(Receipt... receipts) {
		this.journal.conclude(List.of(receipts));
	}

	private Receipt receipt(int letter, ReceiptStatus status, int second, boolean ours, Integer retryAfter) {
		return new Receipt(this.ids.get(letter).toString(), this.page, 1, status, NOON.plusSeconds(second),
				(retryAfter != null) ? NOON.plusSeconds(retryAfter) : null, status + " at " + second, null, ours);
	}

	@Test
	void countsLettersThatCouldNotBeMadeOnce() {
		Counter failed = this.meters.counter("cinema.postings.ended", "channel", "email", "outcome", "FAILED");
		double before = failed.count();
		Mailing mailing = SampleMailings.of(UUID.randomUUID().toString(), NOON, "http://auth/users");
		List<MailingRow> rows = List
			.of(MailingRow.ended(UUID.randomUUID(), "ann", "email", JournalState.FAILED, "RENDER_FAILED: no title"));

		this.letters.insert(this.page, mailing, rows);
		this.letters.insert(this.page, mailing, rows);

		assertThat(failed.count()).isEqualTo(before + 1);
	}

	@Test
	void tellsOfTroubleThatIsOursInTheWordsOfItsBeginning() {
		conclude(receipt(0, ReceiptStatus.DELIVERED, 1, false, null), receipt(1, ReceiptStatus.DEFERRED, 2, true, null),
				receipt(2, ReceiptStatus.DEFERRED, 3, true, 30), receipt(3, ReceiptStatus.DEFERRED, 4, true, 30));

		PageTally tally = this.tallies.of(this.page);

		assertThat(tally.trouble()).isEqualTo(new Trouble(3, NOON.plusSeconds(4), "DEFERRED at 2"));
		assertThat(tally.servedAt()).isEqualTo(NOON.plusSeconds(1));
		assertThat(tally.retryAt()).as("one may be tried at any time").isNull();
		assertThat(tally.turn()).as("nobody has a turn").isNull();
		assertThat(tally.retrying()).isEqualTo(3);
	}

	@Test
	void takesAWaitForATurnForNoWordOfTheMailServer() {
		conclude(receipt(0, ReceiptStatus.DEFERRED, 2, true, null), receipt(1, ReceiptStatus.DEFERRED, 3, true, null),
				receipt(2, ReceiptStatus.POSTPONED, 4, false, 10));

		this.letters.waitForTurn(this.ids.subList(1, 3), new PageTurn(NOON.plusSeconds(60), 2, 7));

		PageTally tally = this.tallies.of(this.page);
		assertThat(tally.turn()).isEqualTo(NOON.plusSeconds(60));
		assertThat(tally.servedAt()).isNull();
		assertThat(tally.trouble()).isEqualTo(new Trouble(2, NOON.plusSeconds(3), "DEFERRED at 2"));
	}

	@Test
	void forgetsTheTurnOfALetterThatIsAnsweredAnew() {
		conclude(receipt(0, ReceiptStatus.DEFERRED, 2, true, null));
		this.letters.waitForTurn(this.ids.subList(0, 1), new PageTurn(NOON.plusSeconds(60), 1, 7));

		conclude(receipt(0, ReceiptStatus.DEFERRED, 3, false, 90));

		assertThat(this.tallies.of(this.page).turn()).isNull();
		assertThat(this.tallies.of(this.page).retryAt()).isEqualTo(NOON.plusSeconds(90));
	}

	@Test
	void countsTroubleNoMoreOnceALetterIsDealtWith() {
		for (ReceiptStatus dealt : List.of(ReceiptStatus.DELIVERED, ReceiptStatus.REJECTED)) {
			conclude(receipt(1, ReceiptStatus.DEFERRED, 2, true, null), receipt(2, dealt, 3, false, null));

			assertThat(this.tallies.of(this.page).trouble()).isNull();
		}
	}

	@Test
	void takesWhatIsTheReceiversForNoTroubleOfOurs() {
		conclude(receipt(0, ReceiptStatus.DEFERRED, 2, false, null),
				receipt(1, ReceiptStatus.REJECTED, 3, false, null));

		assertThat(this.tallies.of(this.page).trouble()).isNull();
		assertThat(this.tallies.of(this.page).servedAt()).isEqualTo(NOON.plusSeconds(3));
	}

	@Test
	void triesNothingBeforeTheWorkerWantsIt() {
		conclude(receipt(0, ReceiptStatus.DEFERRED, 2, true, 40), receipt(1, ReceiptStatus.DEFERRED, 3, true, 30));

		assertThat(this.tallies.of(this.page).retryAt()).isEqualTo(NOON.plusSeconds(30));
	}

	@Test
	void forgetsWhoseTroubleItWasWhenALetterIsTriedAgain() {
		conclude(receipt(0, ReceiptStatus.DEFERRED, 2, true, null));
		this.letters.attempted(this.letters.known(List.of(this.ids.get(0)))
			.values()
			.stream()
			.map((letter) -> new OpenLetter(letter.id(), letter.workflowId(), letter.userId(), JournalState.DISPATCHED,
					2, "{}", null, null))
			.toList());

		assertThat(this.tallies.of(this.page).trouble()).isNull();
		assertThat(this.tallies.of(this.page).queued()).isEqualTo(5);
	}

}
