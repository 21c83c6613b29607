package cinema.orchestrator.suppression;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.letter.PostingWriter;
import cinema.orchestrator.letter.PostingWriter.WrittenPosting;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
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
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From what a network says of a number to the message that is not sent. */
@IntegrationTest
class NumberSuppressionIntegrationTests {

	private static final List<Channel> BOTH = List.of(Channel.SMS, Channel.EMAIL);

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
	private ReceiverDirectory receivers;

	@Autowired
	private PostingWriter writer;

	@Autowired
	private Suppressions suppressions;

	private final String user = UUID.randomUUID().toString();

	private final String number = "+44" + ThreadLocalRandom.current().nextLong(7_000_000_000L, 7_999_999_999L);

	private final String workflow = "event/new_episode/" + this.user;

	private String delivered() {
		String id = UUID.randomUUID().toString();
		PlannedPosting planned = new PlannedPosting(Channel.SMS, id, "sms/new_episode");
		Posting letter = new Posting(id, this.workflow, this.user, "new_episode", "new_episodes", Channel.SMS,
				Urgency.NORMAL, new PostingReceiver(this.user, this.number, "Ann", "UTC", "en"), "", "", "the text",
				Map.of(), Instant.now().plusSeconds(3600), null, 1);
		this.journal.dispatched(this.workflow,
				new Dispatch(new Event("new_episode", this.user, null, Instant.now(), Map.of()),
						notice(Urgency.NORMAL, planned), planned, 1),
				this.wire.write(letter));
		this.journal.conclude(List
			.of(new Receipt(id, this.workflow, 1, ReceiptStatus.DELIVERED, Instant.now(), null, null, "id:7", false)));
		return id;
	}

	private PlannedNotice notice(Urgency urgency, PlannedPosting planned) {
		return new PlannedNotice("new_episode", "new_episodes", urgency, this.user, "UTC", null,
				Instant.now().plusSeconds(7200), Map.of(), List.of(planned), null, false, null);
	}

	private void cameBack(String bounce, String detail) {
		String posting = delivered();
		String json = """
				{"posting_id": "%s", "workflow_id": "%s", "attempt": 1, "status": "REJECTED", "at": "%s", "detail": "%s", "bounce": "%s",
				 "provider_reference": "web: id:7"}
				"""
			.formatted(posting, this.workflow, Instant.now(), detail, bounce);
		this.rabbit.send("", PostingQueues.RECEIPTS, MessageBuilder.withBody(json.getBytes()).build());
		await().atMost(Duration.ofSeconds(60))
			.until(() -> bounce.equals(
					this.jdbc.queryForObject("select bounce from journal where id = ?::uuid", String.class, posting)));
	}

	private Receiver ann() {
		this.auth.on("id=" + this.user, 200, """
				{"items": [{"id": "%s", "email": "ann.%s@example.com", "phone": "%s", "phone_confirmed": true,
				            "preferences": {"new_episodes": {"sms": true}}}]}
				""".formatted(this.user, this.user, this.number));
		this.receivers.forget(this.user);
		return this.receivers.find(this.user);
	}

	/** By which ways a notice that needs not be goes. */
	private List<Channel> ways() {
		Receiver ann = ann();
		return this.suppressions.of(ann).channels(ann, Terms.of("new_episodes", false, null), Urgency.NORMAL, BOTH);
	}

	private List<Suppression> mine() {
		return this.suppressions.list(new SuppressionFilter(null, this.user, false), null, 10);
	}

	@Test
	void leavesANumberAloneThatIsGoneAndGoesByTheNextWay() {
		assertThat(ways()).isEqualTo(BOTH);

		cameBack("HARD", "bounced: UNDELIV err:001");

		assertThat(mine()).singleElement().satisfies((one) -> {
			assertThat(one.reason()).isEqualTo("bounced: UNDELIV err:001");
			assertThat(one.domain()).isEqualTo("+44");
			assertThat(one.until()).isNull();
		});
		assertThat(
				this.jdbc.queryForObject("select provider from suppression where user_id = ?", String.class, this.user))
			.isEqualTo("web");
		assertThat(this.jdbc.queryForObject("select s::text from suppression s where user_id = ?", String.class,
				this.user))
			.doesNotContain(this.number.substring(3));
		assertThat(ways()).containsExactly(Channel.EMAIL);
	}

	/** What was planned before goes by another channel at once. */
	@Test
	void closesWhatWasPlannedBefore() {
		ann();
		cameBack("HARD", "bounced: UNDELIV err:001");
		PlannedPosting planned = new PlannedPosting(Channel.SMS, UUID.randomUUID().toString(), "sms/new_episode");

		WrittenPosting written = this.writer.write(this.workflow,
				new Dispatch(new Event("new_episode", this.user, null, Instant.now(), Map.of()),
						notice(Urgency.NORMAL, planned), planned, 1),
				false);

		assertThat(written.suppressed().suppressed()).isEqualTo("suppressed: hard bounce");
		assertThat(written.suppressed().closed()).isTrue();
	}

	@Test
	void leavesItAloneForAWhileAfterSomeThatFailed() {
		cameBack("SOFT", "bounced: UNDELIV err:027");
		cameBack("BLOCKED", "bounced: REJECTD");
		cameBack("SOFT", "bounced: UNDELIV err:027");
		assertThat(ways()).isEqualTo(BOTH);

		cameBack("SOFT", "bounced: UNDELIV err:027");

		assertThat(ways()).containsExactly(Channel.EMAIL);
		assertThat(mine()).singleElement().satisfies((one) -> assertThat(one.until()).isAfter(Instant.now()));
	}

	@Test
	void isOpenAgainWhenStaffLiftItAndForgottenWithThePerson() {
		cameBack("HARD", "bounced: UNDELIV err:001");
		this.suppressions.lift(mine().get(0).id(), "they called");
		assertThat(ways()).isEqualTo(BOTH);

		cameBack("HARD", "bounced: UNDELIV err:009");
		assertThat(ways()).containsExactly(Channel.EMAIL);
		this.suppressions.forget(this.user, List.of());
		assertThat(ways()).isEqualTo(BOTH);
		assertThat(this.jdbc.queryForObject("select count(*) from suppression where user_id = ?", Integer.class,
				this.user))
			.isZero();
	}

	/** Perhaps by somebody else, who has the number now. */
	@Test
	void isOpenAgainWhenSomebodyProvesItAndNotForWhatCameBackLater() {
		Instant before = Instant.now().minusSeconds(60);
		cameBack("SOFT", "bounced: UNDELIV err:027");
		cameBack("HARD", "bounced: UNDELIV err:001");
		prove(before);
		assertThat(ways()).as("it was told before").containsExactly(Channel.EMAIL);

		prove(Instant.now().plusSeconds(1));

		assertThat(ways()).isEqualTo(BOTH);
		assertThat(this.suppressions.list(new SuppressionFilter(null, this.user, true), null, 10)).singleElement()
			.satisfies((one) -> assertThat(one.liftedBy()).isEqualTo("user " + this.user));
		cameBack("SOFT", "bounced: UNDELIV err:027");
		cameBack("SOFT", "bounced: UNDELIV err:027");
		assertThat(ways()).as("those of before do not count").isEqualTo(BOTH);
		cameBack("HARD", "bounced: UNDELIV err:001");
		assertThat(ways()).containsExactly(Channel.EMAIL);
	}

	private void prove(Instant at) {
		assertThat(this.plans
			.plan(new Event("user_confirmed_phone", UUID.randomUUID().toString(), "auth", at,
					Map.of("user_id", this.user, "phone", this.number)))
			.notices()).isEmpty();
	}

}
