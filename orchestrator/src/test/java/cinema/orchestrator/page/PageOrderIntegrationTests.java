package cinema.orchestrator.page;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.letter.ListHeaders;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.audience.FreshReceivers;
import cinema.orchestrator.audience.FreshReceivers.Later;
import cinema.orchestrator.audience.FreshReceivers.Wish;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.seal.SealedLetters;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageTurn;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.Waking;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/** What a page stores before it publishes, and that the first to store it wins. */
@IntegrationTest
class PageOrderIntegrationTests {

	private static final Instant DEADLINE = Instant.now().plusSeconds(3600);

	private static final Runnable NOBODY_LOOKS = () -> {
	};

	private final String id = UUID.randomUUID().toString();

	private final String mailingId = WorkflowIds.mailing(this.id, "new_movies");

	private final String pageId = WorkflowIds.page(this.mailingId, 1);

	private final Mailing mailing = SampleMailings.of(this.id, Instant.now(), "http://auth/users");

	private final PostingPublisher publisher = mock();

	/** What the journal has while something is being published. */
	private final List<String> stored = new ArrayList<>();

	private final List<String> published = new ArrayList<>();

	@Autowired
	private Renderer renderer;

	@Autowired
	private MailingJournal journal;

	@Autowired
	private Journal letters;

	@Autowired
	private ErasedReceivers erased;

	@Autowired
	private PostingMessages messages;

	@Autowired
	private WireFormat wire;

	@Autowired
	private MailingTable store;

	@Autowired
	private MailingControls controls;

	@Autowired
	private JdbcTemplate jdbc;

	private PageSender sender;

	@Autowired
	private SealedLetters sealed;

	@Autowired
	private OptOuts optOuts;

	private final FreshReceivers receivers = mock();

	@Autowired
	private PageCaps caps;

	@Autowired
	private ListHeaders lists;

	@BeforeEach
	void begin() {
		this.store.note(this.mailingId, this.mailing);
		this.store.begin(this.mailingId, Map.of("title", "Films", "movies", List.of()));
		this.sender = new PageSender(this.renderer, this.journal, this.erased, this.optOuts, this.caps, this.lists,
				this.messages, this.publisher, this.wire, Clock.systemUTC());
		willAnswer((call) -> {
			this.stored.addAll(this.jdbc.query("select id, posting from journal where event_id = ?",
					(row, number) -> this.sealed.open(row.getObject(1, UUID.class), row.getString(2)), this.id));
			List<Message> outgoing = call.getArgument(1);
			outgoing.forEach((one) -> this.published.add(new String(one.getBody(), StandardCharsets.UTF_8)));
			return null;
		}).given(this.publisher).publish(anyString(), anyList(), any());
	}

	@Test
	void storesTheLettersOfAPageBeforeItPublishesThem() {
		send(receiver("ann"), receiver("bob"));

		assertThat(this.published).hasSize(2).containsExactlyInAnyOrderElementsOf(this.stored);
	}

	@Test
	void storesAFurtherAttemptBeforeItPublishesIt() {
		send(receiver("ann"));
		this.jdbc.update("update journal set state = 'DEFERRED' where event_id = ?", this.id);
		this.stored.clear();
		this.published.clear();

		ask();

		assertThat(this.published).singleElement().isEqualTo(this.stored.get(0));
		assertThat(this.wire.posting(this.published.get(0)).attempt()).isEqualTo(2);
	}

	@Test
	void keepsALetterForTheHourThatItsReceiverWishes() {
		StoredReceiver ann = receiver("ann");
		Instant pause = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
		Later later = new Later(pause, "held: paused until soon");
		this.sender.send(this.pageId, this.store.find(this.mailingId),
				new LetterTerms(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC"), null, Map.of(ann.postingId(), later)),
				List.of(ann, receiver("bob")), NOBODY_LOOKS);

		assertThat(this.published).hasSize(1);
		assertThat(waiting()).isEqualTo("POSTPONED 0 held: paused until soon " + pause);
		this.sender.send(this.pageId, this.store.find(this.mailingId),
				new LetterTerms(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC"), null), List.of(ann), NOBODY_LOOKS);
		ask();
		assertThat(this.published).as("not before its hour, whoever asks twice").hasSize(1);

		Instant longer = pause.plusSeconds(600);
		Wish paused = new Wish(Waking.of(null, new Delivery(null, null, null, null, longer), false), ZoneOffset.UTC);
		given(this.receivers.wishes(any(), eq(List.of("ann")), any())).willReturn(Map.of("ann", paused));
		isDue();
		ask();
		assertThat(this.published).as("a longer pause was begun meanwhile").hasSize(1);
		assertThat(waiting()).startsWith("POSTPONED 0 held: paused until ").endsWith(" " + longer);

		QuietHours night = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 0));
		given(this.receivers.wishes(any(), eq(List.of("ann")), any()))
			.willReturn(Map.of("ann", new Wish(new Waking(night, true, null), ZoneId.of("Asia/Tokyo"))));
		isDue();
		ask();
		assertThat(this.published).hasSize(2);
		Posting posting = this.wire.posting(this.published.get(1));
		assertThat(posting.attempt()).isEqualTo(1);
		assertThat(posting.quietHours()).as("the worker looks once more").isEqualTo(night);
		assertThat(posting.receiver().timeZone()).isEqualTo("Asia/Tokyo");
	}

	@Test
	void endsALetterThatAPauseOutlasts() {
		StoredReceiver ann = receiver("ann");
		this.sender.send(this.pageId, this.store.find(this.mailingId),
				new LetterTerms(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC"), null,
						Map.of(ann.postingId(), new Later(DEADLINE, "held: paused until the end"))),
				List.of(ann), NOBODY_LOOKS);

		assertThat(this.published).isEmpty();
		assertThat(this.jdbc.queryForObject("select state || ' ' || reason from journal where event_id = ?",
				String.class, this.id))
			.isEqualTo("EXPIRED held: paused until the end, but its deadline is " + DEADLINE);
	}

	private String waiting() {
		return this.jdbc.queryForObject(
				"select state || ' ' || attempt || ' ' || reason || ' ' || to_char(retry_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
						+ "from journal where event_id = ? and user_id = 'ann'",
				String.class, this.id);
	}

	private void isDue() {
		this.jdbc.update(
				"update journal set retry_at = now() - interval '1 second' where event_id = ? and user_id = 'ann'",
				this.id);
	}

	@Test
	void triesALetterBeforeItsTurnWhereTheRateHasChanged() {
		this.controls.keep(this.mailingId, MailingControl.at(0.001));
		send(receiver("ann"));
		this.jdbc.update("update journal set state = 'DEFERRED' where event_id = ?", this.id);
		List<UUID> letters = this.journal.open(this.pageId).stream().map(OpenLetter::id).toList();
		this.journal.waitForTurn(letters,
				new PageTurn(Instant.now().plusSeconds(600), 1, this.controls.series(this.mailingId)));
		this.published.clear();

		ask();
		assertThat(this.published).isEmpty();

		this.controls.keep(this.mailingId, MailingControl.at(0));
		ask();
		assertThat(this.published).hasSize(1);
	}

	@Test
	void keepsTheLetterThatWasStoredFirst() {
		UUID posting = UUID.randomUUID();
		assertThat(insert(this.pageId, posting, "first")).containsExactly(posting);

		assertThat(insert(WorkflowIds.page(this.mailingId, 2), posting, "second")).isEmpty();

		assertThat(this.letters.find(posting.toString())).isEqualTo("first");
	}

	@Test
	void keepsThePageThatWasStoredFirst() {
		StoredPage first = page("ann");
		assertThat(this.store.keep(this.mailingId, this.pageId, first)).isEqualTo(first);

		assertThat(this.store.keep(this.mailingId, this.pageId, page("bob"))).isEqualTo(first);

		assertThat(this.store.page(this.pageId)).contains(first);
	}

	@Test
	void keepsWhatTheLettersWereMadeOfFirst() {
		this.store.note(this.mailingId, SampleMailings.of(this.id, Instant.now(), "http://auth/others"));
		this.store.begin(this.mailingId, Map.of("title", "Other films"));

		assertThat(this.store.find(this.mailingId).mailing().audience()).isEqualTo("http://auth/users");
		assertThat(this.store.find(this.mailingId).context()).containsEntry("title", "Films");
	}

	private void send(StoredReceiver... receivers) {
		this.sender.send(this.pageId, this.store.find(this.mailingId),
				new LetterTerms(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC"), null), List.of(receivers),
				NOBODY_LOOKS);
	}

	private void ask() {
		new PageRetries(this.store, this.receivers, this.controls, this.journal, this.letters, this.sender,
				this.messages, this.publisher, this.wire, Clock.systemUTC())
			.ask(this.pageId, false, NOBODY_LOOKS);
	}

	private Iterable<UUID> insert(String page, UUID posting, String letter) {
		return this.journal.insert(page, this.mailing,
				List.of(MailingRow.dispatched(posting, "ann", "email", letter, null)));
	}

	private static StoredPage page(String user) {
		return new StoredPage(List.of(new PageGroup(Instant.EPOCH, DEADLINE, 1, "UTC")), List.of(receiver(user)),
				Instant.EPOCH);
	}

	private static StoredReceiver receiver(String user) {
		return new StoredReceiver(0, UUID.randomUUID(), user, Channel.EMAIL, user + "@example.com", null, null, "UTC",
				"en");
	}

}
