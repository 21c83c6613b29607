package cinema.orchestrator.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.contract.Channel;
import cinema.workflows.mailing.MailingActivities;
import cinema.workflows.mailing.PageRequest;
import cinema.workflows.page.PageGroup;
import cinema.workflows.plan.Mailing;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receivers who are erased between the reading of their page and the writing of their
 * letter.
 */
@IntegrationTest
class ErasedReceiversIntegrationTests {

	@Autowired
	private MailingActivities activities;

	@Autowired
	private PageSender sender;

	@Autowired
	private MailingTable store;

	@Autowired
	private Journal journal;

	@Autowired
	private MailingJournal letters;

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcTemplate jdbc;

	private final String id = UUID.randomUUID().toString();

	private final String mailingId = "mailing/" + this.id + "/new_movies";

	private final String ann = UUID.randomUUID().toString();

	private final String bob = UUID.randomUUID().toString();

	private final String cat = UUID.randomUUID().toString();

	@Test
	void keepsNothingOfWhomItReadJustBefore() {
		begin();
		this.stub.on("of=" + this.id, 200, "{\"items\": [%s, %s, %s]}".formatted(user(this.ann, ""), user(this.bob, ""),
				user(this.cat, ", \"is_active\": false")));
		this.journal.forget(this.ann);
		this.journal.forget(this.cat);

		this.activities.open(new PageRequest(this.mailingId, 1, "http://auth/users?of=" + this.id));

		assertThat(this.jdbc.queryForObject("select receivers from mailing_page where mailing_id = ?", String.class,
				this.mailingId))
			.doesNotContain(this.ann)
			.doesNotContain("@example.com")
			.contains(this.bob);
		assertThat(this.store.page(this.mailingId + "/page/1").orElseThrow().receivers())
			.extracting(StoredReceiver::address)
			.contains(this.bob + "@example.com");
		assertThat(this.jdbc.queryForList("select user_id from journal where event_id = ?", String.class, this.id))
			.hasSize(1)
			.containsOnlyNulls();
	}

	@Test
	void publishesNoLetterToWhomItHasInHand() {
		begin();
		this.journal.forget(this.ann);

		PageSender.Sent sent = this.sender.send(this.mailingId + "/page/1", this.store.find(this.mailingId),
				new LetterTerms(new PageGroup(Instant.EPOCH, Instant.now().plusSeconds(3600), 2, "UTC"), null),
				List.of(receiver(this.ann), receiver(this.bob)), () -> {
				});

		assertThat(sent).isEqualTo(new PageSender.Sent(1, 0));
		FakeWorker worker = new FakeWorker(this.rabbit);
		assertThat(worker.read(worker.take("postings.email.bulk")).at("/receiver/user_id").asString())
			.isEqualTo(this.bob);
		assertThat(this.jdbc.queryForMap("select * from journal where event_id = ? and user_id is null", this.id))
			.containsEntry("state", "CANCELLED")
			.containsEntry("reason", "the receiver was erased")
			.containsEntry("posting", null);
		assertThat(this.jdbc.queryForList("select posting from journal where event_id = ?", String.class, this.id))
			.noneMatch((posting) -> posting != null && posting.contains(this.ann));
	}

	@Test
	void triesNoLetterAgainWhoseReceiverIsErasedMeanwhile() {
		UUID letter = UUID.randomUUID();
		this.letters.insert(this.mailingId + "/page/1", SampleMailings.of(this.id, Instant.now(), "http://auth/users"),
				List.of(MailingRow.dispatched(letter, this.ann, "email", "{}", null)));
		this.jdbc.update("update journal set state = 'DEFERRED' where id = ?", letter);
		OpenLetter next = new OpenLetter(letter, this.mailingId + "/page/1", null, JournalState.DISPATCHED, 2, "{}",
				null, null);
		this.journal.forget(this.ann);

		assertThat(this.letters.attempted(List.of(next))).isEmpty();
		assertThat(this.jdbc.queryForMap("select posting, state from journal where id = ?", letter))
			.containsEntry("posting", null)
			.containsEntry("state", "DEFERRED");
	}

	@Test
	void keepsNothingOfWhomItDoesNotTell() {
		begin();
		this.journal.forget(this.ann);

		this.sender.skip(this.mailingId + "/page/1", this.store.find(this.mailingId).mailing(),
				List.of(receiver(this.ann).ended(JournalState.SUPPRESSED, "opted out of email")));

		assertThat(this.jdbc.queryForList("select user_id from journal where event_id = ?", String.class, this.id))
			.hasSize(1)
			.containsOnlyNulls();
	}

	@Test
	void remembersWhomItHasForgottenForLongerThanAnythingLives() {
		this.journal.forget(this.ann);
		this.jdbc.update("update erasure set at = at - interval '401 days' where user_id = ?", this.ann);
		assertThat(this.journal.erased(List.of(this.ann, this.bob))).containsExactly(this.ann);

		this.journal.forget(this.bob);

		assertThat(this.journal.erased(List.of(this.ann, this.bob))).containsExactly(this.bob);
	}

	private void begin() {
		Mailing mailing = SampleMailings.of(this.id, Instant.now(), "http://auth/users?of=" + this.id);
		this.store.note(this.mailingId, mailing);
		this.store.begin(this.mailingId, Map.of("title", "Films", "movies", List.of()));
	}

	private static StoredReceiver receiver(String userId) {
		return new StoredReceiver(0, UUID.randomUUID(), userId, Channel.EMAIL, userId + "@example.com", null, null,
				"UTC", "en");
	}

	private static String user(String id, String more) {
		return "{\"id\": \"%s\", \"email\": \"%s@example.com\", \"time_zone\": \"UTC\"%s}".formatted(id, id, more);
	}

}
