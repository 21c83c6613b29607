package cinema.orchestrator.suppression;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.audience.AudiencePage;
import cinema.orchestrator.audience.AudienceReader;
import cinema.orchestrator.explanation.StoryWords;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.PostingWriter;
import cinema.orchestrator.letter.PostingWriter.WrittenPosting;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlanActivities;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** From the receipt of what came back to the notice that is not sent. */
@IntegrationTest
class BounceIntegrationTests {

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private Journal journal;

	@Autowired
	private WireFormat wire;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private PlanActivities plans;

	@Autowired
	private AudienceReader audience;

	@Autowired
	private MailingJournal pages;

	@Autowired
	private PostingWriter writer;

	@Autowired
	private Suppressions suppressions;

	private final String user = UUID.randomUUID().toString();

	private final String address = "Ann." + this.user + "@Example.com";

	private final String workflow = "event/new_episode/" + this.user;

	private String delivered() {
		return delivered(this.workflow);
	}

	private String delivered(String of) {
		String id = UUID.randomUUID().toString();
		PlannedPosting planned = new PlannedPosting(Channel.EMAIL, id, "email/new_episode");
		PlannedNotice notice = new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user, "UTC", null,
				Instant.now().plusSeconds(7200), Map.of(), List.of(planned), null, false, null);
		Posting letter = new Posting(id, of, this.user, "new_episode", "new_episodes", Channel.EMAIL, Urgency.NORMAL,
				new PostingReceiver(this.user, this.address, "Ann", "UTC", "en"), "Subject", "<p>the letter</p>",
				"the letter", Map.of(), Instant.now().plusSeconds(3600), null, 1);
		this.journal.dispatched(of,
				new Dispatch(new Event("new_episode", this.user, null, Instant.now(), Map.of()), notice, planned, 1),
				this.wire.write(letter));
		this.journal.conclude(
				List.of(new Receipt(id, of, 1, ReceiptStatus.DELIVERED, Instant.now(), null, null, "250 ok", false)));
		return id;
	}

	/** As a worker sends it, by the queue that every orchestrator reads. */
	private void receipt(String posting, String status, @Nullable String bounce, String detail) {
		String json = """
				{"posting_id": "%s", "workflow_id": "%s", "attempt": 1, "status": "%s", "at": "%s", "detail": "%s", "bounce": %s}
				"""
			.formatted(posting, this.workflow, status, Instant.now(), detail,
					(bounce != null) ? "\"" + bounce + "\"" : "null");
		this.rabbit.send("", PostingQueues.RECEIPTS, MessageBuilder.withBody(json.getBytes()).build());
	}

	private String state(String posting) {
		return this.jdbc.queryForObject(
				"select state || ' ' || coalesce(bounce, '-') || ' ' || reason from journal where id = ?::uuid",
				String.class, posting);
	}

	private void cameBack(String posting, String bounce, String detail) {
		receipt(posting, bounce.equals("COMPLAINT") ? "DELIVERED" : "REJECTED", bounce, detail);
		await().atMost(Duration.ofSeconds(60)).until(() -> state(posting).contains(bounce));
	}

	private Map<String, String> refusals() {
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"%s\"}]}".formatted(this.user, this.address));
		Map<String, String> refusals = new TreeMap<>();
		this.plans.plan(new Event("user_signed_up", this.user, "auth", Instant.now(), Map.of("user_id", this.user)))
			.notices()
			.forEach((notice) -> refusals.put(notice.name(), String.valueOf(notice.suppressed())));
		return refusals;
	}

	private List<Suppression> mine() {
		return this.suppressions.list(new SuppressionFilter(null, this.user, false), null, 10);
	}

	@Test
	void correctsTheJournalAndLeavesTheAddressAloneAfterAHardBounce() {
		String posting = delivered();
		assertThat(refusals()).containsEntry("welcome", "null");

		cameBack(posting, "HARD", "5.1.1 bounced: 550 5.1.1 nobody");

		assertThat(state(posting)).isEqualTo("REJECTED HARD 5.1.1 bounced: 550 5.1.1 nobody");
		assertThat(this.jdbc.queryForObject("select attempts::text from journal where id = ?::uuid", String.class,
				posting))
			.contains("DELIVERED", "BOUNCED");
		assertThat(refusals()).containsEntry("welcome", "suppressed: hard bounce 5.1.1")
			.containsEntry("email_confirmation", "null");
		assertThat(mine()).singleElement().satisfies((one) -> {
			assertThat(one.status()).isEqualTo("5.1.1");
			assertThat(one.postingId()).hasToString(posting);
			assertThat(one.domain()).isEqualToIgnoringCase("example.com");
			assertThat(one.until()).isNull();
		});
		assertThat(
				this.jdbc.queryForList("select s::text from suppression s where user_id = ?", String.class, this.user))
			.allSatisfy((row) -> assertThat(row).doesNotContainIgnoringCase("ann."));
		assertThat(new StoryWords(Locale.ENGLISH).reason("suppressed: hard bounce 5.1.1", null))
			.contains("takes no letters");
	}

	/**
	 * A workflow that is run again asks the ledger, which may answer late and repeat
	 * itself.
	 */
	@Test
	void isNotOverruledByALateOrRepeatedReceipt() {
		String posting = delivered();
		cameBack(posting, "SOFT", "5.2.2 bounced: full");
		receipt(posting, "DELIVERED", null, "250 ok");
		receipt(posting, "REJECTED", "SOFT", "5.2.2 bounced: full");
		receipt(posting, "REJECTED", "SOFT", "5.2.2 bounced: full");
		String last = delivered();
		cameBack(last, "BLOCKED", "5.7.1 bounced: policy");

		assertThat(state(posting)).isEqualTo("REJECTED SOFT 5.2.2 bounced: full");
		assertThat(this.journal.end(posting)).extracting(Receipt::status).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(this.jdbc.queryForList("select soft from suppression where user_id = ?", Integer.class, this.user))
			.as("each counts once, and what is blocked not at all")
			.containsExactly(1);
	}

	/** Planned in the evening, it came back at night, and the morning asks once more. */
	@Test
	void looksAgainWhenALetterIsMade() {
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"%s\"}]}".formatted(this.user, this.address));
		PlannedPosting planned = new PlannedPosting(Channel.EMAIL, UUID.randomUUID().toString(), "email/welcome");
		PlannedNotice notice = new PlannedNotice("welcome", "account", Urgency.NORMAL, this.user, "UTC", null,
				Instant.now().plusSeconds(7200), Map.of(), List.of(planned), null, false, null);
		cameBack(delivered(), "HARD", "5.1.1 bounced: nobody");

		WrittenPosting written = this.writer.write(this.workflow,
				new Dispatch(new Event("user_signed_up", this.user, null, Instant.now(), Map.of()), notice, planned, 1),
				false);

		assertThat(written.suppressed().suppressed()).isEqualTo("suppressed: hard bounce 5.1.1");
		assertThat(written.suppressed().closed()).as("another channel may do").isTrue();
	}

	@Test
	void leavesAnAddressAloneForAWhileAfterSomeSoftBounces() {
		for (int i = 0; i < 2; i++) {
			cameBack(delivered(), "SOFT", "5.2.2 bounced: full");
		}
		assertThat(mine()).isEmpty();
		assertThat(refusals()).containsEntry("welcome", "null");

		cameBack(delivered(), "SOFT", "5.2.2 bounced: full");

		assertThat(mine()).singleElement().satisfies((one) -> assertThat(one.until()).isAfter(Instant.now()));
		assertThat(refusals()).containsEntry("welcome", "suppressed: soft bounces 5.2.2")
			.containsEntry("email_confirmation", "null");
		this.jdbc.update("update suppression set until = now() - interval '1 s' where user_id = ?", this.user);
		await().atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(refusals()).as("when it is over").containsEntry("welcome", "null"));
	}

	@Test
	void leavesWhatIsComplainedAboutDeliveredAndTheAddressAlone() {
		String posting = delivered();

		cameBack(posting, "COMPLAINT", "complaint: abuse, by JMRP");

		assertThat(state(posting)).isEqualTo("DELIVERED COMPLAINT complaint: abuse, by JMRP");
		assertThat(refusals()).containsEntry("welcome", "suppressed: complaint")
			.containsEntry("email_confirmation", "null");
	}

	@Test
	void takesARefusalInTheSessionForABounceWhereItNamesNobody() {
		String nobody = delivered();
		this.jdbc.update("update journal set state = 'DISPATCHED' where id = ?::uuid", nobody);

		receipt(nobody, "REJECTED", null, "550 5.1.1 no such user");

		await().atMost(Duration.ofSeconds(60)).until(() -> !mine().isEmpty());
		assertThat(refusals()).containsEntry("welcome", "suppressed: hard bounce 5.1.1");
	}

	@Test
	void skipsWhomAMailingWouldReachAndCorrectsItsFigures() {
		String page = "mailing/m-" + this.user + "/new_movies/page/1";
		String posting = delivered(page);
		assertThat(this.pages.count(page)).isEqualTo(Map.of(JournalState.DELIVERED, 1));
		cameBack(posting, "HARD", "5.1.1 bounced: nobody");
		assertThat(this.pages.count(page)).isEqualTo(Map.of(JournalState.REJECTED, 1));
		String other = UUID.randomUUID().toString();
		this.auth.on("of=" + this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"%s\"}, {\"id\": \"%s\", \"email\": \"bob@example.com\"}], \"next\": null}"
					.formatted(this.user, this.address, other));

		AudiencePage read = this.audience.read(
				SampleMailings.of("m-" + this.user, Instant.now(), "http://auth/api/v1/users/?of=" + this.user),
				"http://auth/api/v1/users/?of=" + this.user);

		assertThat(read.skipped()).extracting(MailingRow::userId, MailingRow::reason)
			.containsExactly(tuple(this.user, "suppressed: hard bounce 5.1.1"));
		assertThat(JsonMapper.shared().writeValueAsString(read.page())).contains(other);
	}

	@Test
	void goesThereAgainWhenSomebodyLiftsItAndForgetsWhoIsErased() {
		cameBack(delivered(), "HARD", "5.1.1 bounced: nobody");

		this.suppressions.lift(mine().get(0).id(), "a new provider");

		assertThat(refusals()).containsEntry("welcome", "null");
		assertThat(this.suppressions.list(new SuppressionFilter(null, this.user, true), null, 10)).singleElement()
			.satisfies((one) -> assertThat(one.liftedAt()).isNotNull());
		cameBack(delivered(), "HARD", "5.1.2 bounced: again");
		assertThat(refusals()).containsEntry("welcome", "suppressed: hard bounce 5.1.2");
		this.suppressions.forget("somebody else", List.of(this.address.toLowerCase(Locale.ROOT)));
		assertThat(mine()).isEmpty();
	}

}
