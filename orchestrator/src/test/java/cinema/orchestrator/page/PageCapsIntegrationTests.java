package cinema.orchestrator.page;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.audience.FreshReceivers;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.letter.ListHeaders;
import cinema.orchestrator.letter.PostingIds;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageTally;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Mailing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/** Letters of a page for which there is no place among three of their class. */
@IntegrationTest
class PageCapsIntegrationTests {

	private static final Instant DEADLINE = Instant.now().plus(Duration.ofDays(2));

	private static final Runnable NOBODY_LOOKS = () -> {
	};

	private final String id = UUID.randomUUID().toString();

	private final String user = UUID.randomUUID().toString();

	private final String mailingId = WorkflowIds.mailing(this.id, "new_movies");

	private final String pageId = WorkflowIds.page(this.mailingId, 1);

	private final Mailing mailing = SampleMailings.of(this.id, Instant.now(), "http://auth/users?of=" + this.id,
			new Capped("offers", Capped.Over.DEFER));

	private StoredReceiver receiver;

	private final PostingPublisher publisher = mock();

	private final List<Posting> published = new ArrayList<>();

	@Autowired
	private Renderer renderer;

	@Autowired
	private MailingJournal journal;

	@Autowired
	private Journal letters;

	@Autowired
	private ErasedReceivers erased;

	@Autowired
	private OptOuts optOuts;

	@Autowired
	private PageCaps caps;

	@Autowired
	private FreshReceivers receivers;

	@Autowired
	private ListHeaders lists;

	@Autowired
	private PostingMessages messages;

	@Autowired
	private WireFormat wire;

	@Autowired
	private MailingTable store;

	@Autowired
	private MailingControls controls;

	@Autowired
	private PageTallies tallies;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private ReceiverDirectory directory;

	@Autowired
	private JdbcTemplate jdbc;

	private PageSender sender;

	@BeforeEach
	void begin() {
		user("old", "");
		Receiver person = this.directory.find(this.user);
		this.receiver = StoredReceiver.of(0,
				UUID.fromString(PostingIds.of(this.mailing.event(), "new_movies", person, Channel.EMAIL)), person,
				Channel.EMAIL, "UTC");
		this.store.note(this.mailingId, this.mailing);
		this.store.begin(this.mailingId, Map.of("title", "Films", "movies", List.of()));
		this.store.keep(this.mailingId, this.pageId, new StoredPage(
				List.of(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC")), List.of(this.receiver), Instant.EPOCH));
		this.sender = new PageSender(this.renderer, this.journal, this.erased, this.optOuts, this.caps, this.lists,
				this.messages, this.publisher, this.wire, Clock.systemUTC());
		willAnswer((call) -> {
			List<Message> outgoing = call.getArgument(1);
			outgoing.forEach(
					(one) -> this.published.add(this.wire.posting(new String(one.getBody(), StandardCharsets.UTF_8))));
			return null;
		}).given(this.publisher).publish(anyString(), anyList(), any());
	}

	@Test
	void keepsItsPlaceWhereItDiesBeforeItHasPublished() {
		willThrow(new IllegalStateException("killed")).given(this.publisher).publish(anyString(), anyList(), any());
		assertThatIllegalStateException().isThrownBy(() -> send(DEADLINE));
		assertThat(used()).isEqualTo(1);
		fill(2);
		begin();

		send(DEADLINE);
		send(DEADLINE);

		assertThat(this.published).hasSize(2).allSatisfy((one) -> assertThat(one.attempt()).isEqualTo(1));
		assertThat(used()).isEqualTo(3);
	}

	@Test
	void putsALetterOffUntilThereIsAPlace() {
		fill(3);
		assertThat(send(DEADLINE).published()).isZero();
		PageTally tally = this.tallies.of(this.pageId);
		assertThat(tally.retrying()).isEqualTo(1);
		assertThat(tally.retryAt()).isBetween(Instant.now().plus(Duration.ofHours(23)),
				Instant.now().plus(Duration.ofHours(26)));
		ask();
		assertThat(this.published).isEmpty();

		itsMomentComes();
		ask();
		assertThat(this.published).isEmpty();
		assertThat(this.tallies.of(this.pageId).retryAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));

		aDayPasses();
		itsMomentComes();
		ask();

		assertThat(this.published).singleElement().satisfies((one) -> {
			assertThat(one.attempt()).isEqualTo(1);
			assertThat(one.receiver().address()).isEqualTo("old@example.com");
		});
		assertThat(row("state || attempt")).isEqualTo("DISPATCHED1");
		assertThat(row("jsonb_array_length(holds)::text")).isEqualTo("2");
	}

	@Test
	void asksForItsReceiverBeforeItAsksForAPlaceAgain() {
		fill(3);
		send(DEADLINE);
		aDayPasses();
		itsMomentComes();
		user("new", ", \"first_name\": \"Ann\"");

		ask();

		assertThat(this.published).singleElement()
			.extracting((one) -> one.receiver().address())
			.isEqualTo("new@example.com");
	}

	@Test
	void endsTheLetterOfSomebodyWhoWantsItNoMore() {
		fill(3);
		send(DEADLINE);
		aDayPasses();
		itsMomentComes();
		user("old", ", \"preferences\": {\"new_movies\": {\"email\": false}}");

		ask();

		assertThat(this.published).isEmpty();
		assertThat(row("state || ', ' || reason")).isEqualTo("SUPPRESSED, opted out of new_movies");
		assertThat(used()).isEqualTo(3);
	}

	@Test
	void saysThatTheCapOutlastsTheDeadline() {
		fill(3);
		Instant soon = Instant.now().plus(Duration.ofHours(2));

		send(soon);

		assertThat(row("state")).isEqualTo("EXPIRED");
		assertThat(row("reason")).startsWith("held until ")
			.endsWith(", cap: 3 letters of class offers in 24 hours, but its deadline is " + soon);
	}

	@Test
	void triesALetterThatWasPublishedAgainByThePlaceThatItHas() {
		send(DEADLINE);
		fill(3);
		this.jdbc.update("update journal set state = 'DEFERRED' where event_id = ?", this.id);
		this.published.clear();

		ask();

		assertThat(this.published).singleElement().extracting(Posting::attempt).isEqualTo(2);
	}

	/** It goes now, and the place of before counts for no day any more. */
	@Test
	void asksForAPlaceAgainWhereALetterWasPutOffForLongerThanItsWindow() {
		send(DEADLINE);
		aDayPasses();
		fill(3);
		this.jdbc.update("update journal set state = 'POSTPONED' where event_id = ?", this.id);
		this.published.clear();

		ask();

		assertThat(this.published).isEmpty();
		assertThat(row("state || attempt")).isEqualTo("POSTPONED1");
		assertThat(row("reason")).endsWith(", cap: 3 letters of class offers in 24 hours");
		itsMomentComes();
		ask();
		assertThat(this.published).as("it asks each time").isEmpty();

		aDayPasses();
		itsMomentComes();
		ask();

		assertThat(this.published).singleElement().extracting(Posting::attempt).isEqualTo(2);
	}

	/** It may have arrived: only its receipt tells. */
	@Test
	void leavesToItsReceiptWhatWasPublishedBeforeItsReceiverWasErased() {
		send(DEADLINE);
		this.published.clear();
		this.letters.mark(this.user);

		ask(true);

		assertThat(this.published).isEmpty();
		assertThat(row("state")).isEqualTo("DISPATCHED");
	}

	/** As the lists of other services have people without an id. */
	@Test
	void countsByTheAddressWhereNothingElseIsKnown() {
		String address = this.user + "@example.com";
		List<String> states = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			UUID posting = UUID.randomUUID();
			StoredReceiver nobody = new StoredReceiver(0, posting, null, Channel.EMAIL, address, null, null, "UTC",
					"en");
			this.sender.send(this.pageId, this.store.find(this.mailingId),
					new LetterTerms(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC"), null), List.of(nobody),
					NOBODY_LOOKS);
			states.add(this.jdbc.queryForObject("select state from journal where id = ?", String.class, posting));
		}

		assertThat(states).containsExactly("DISPATCHED", "DISPATCHED", "DISPATCHED", "POSTPONED");
	}

	private PageSender.Sent send(Instant deadline) {
		return this.sender.send(this.pageId, this.store.find(this.mailingId),
				new LetterTerms(new PageGroup(Instant.EPOCH, deadline, 1, "UTC"), null), List.of(this.receiver),
				NOBODY_LOOKS);
	}

	private void ask() {
		ask(false);
	}

	private void ask(boolean unanswered) {
		new PageRetries(this.store, this.receivers, this.controls, this.journal, this.letters, this.sender,
				this.messages, this.publisher, this.wire, Clock.systemUTC())
			.ask(this.pageId, unanswered, NOBODY_LOOKS);
	}

	private void fill(int places) {
		for (int i = 0; i < places; i++) {
			this.jdbc.update("insert into cap_use (posting_id, class, user_id, at) values (?, 'offers', ?, now())",
					UUID.randomUUID(), this.user);
		}
	}

	private void aDayPasses() {
		this.jdbc.update("update cap_use set at = at - interval '1 day' where user_id = ?", this.user);
	}

	private void itsMomentComes() {
		this.jdbc.update("update journal set retry_at = now() - interval '1 second' where event_id = ?", this.id);
	}

	private int used() {
		return this.jdbc.queryForObject("select count(*) from cap_use where user_id = ?", Integer.class, this.user);
	}

	private String row(String columns) {
		return this.jdbc.queryForObject("select " + columns + " from journal where event_id = ?", String.class,
				this.id);
	}

	private void user(String name, String fields) {
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"%s@example.com\"%s}]}".formatted(this.user, name, fields));
	}

}
