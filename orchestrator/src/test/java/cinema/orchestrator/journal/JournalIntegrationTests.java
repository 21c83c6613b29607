package cinema.orchestrator.journal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import cinema.orchestrator.IntegrationTest;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class JournalIntegrationTests {

	@Autowired
	private Journal journal;

	@Autowired
	private OldLetters old;

	@Autowired
	private JdbcTemplate jdbc;

	private final String id = UUID.randomUUID().toString();

	private final Event event = new Event("user_signed_up", "e-1", null, Instant.EPOCH, Map.of());

	private final PlannedPosting posting = new PlannedPosting(Channel.EMAIL, this.id, "email/welcome");

	private final PlannedNotice notice = new PlannedNotice("welcome", "account", Urgency.NORMAL, "u-1", "UTC", null,
			Instant.EPOCH, Map.of(), List.of(this.posting), null, false, null);

	@Test
	void keepsThePostingOfTheLastAttempt() {
		assertThat(this.journal.find(this.id)).isNull();

		dispatch(1, "first");
		assertThat(this.journal.find(this.id)).isEqualTo("first");
		dispatch(2, "second");

		assertThat(this.journal.find(this.id)).isEqualTo("second");
		assertThat(row()).containsEntry("state", "DISPATCHED")
			.containsEntry("attempt", 2)
			.containsEntry("user_id", "u-1");
	}

	@Test
	void forgetsAPersonAndKeepsTheCount() {
		dispatch(1, "a letter to ann@example.com");
		this.journal.forget("u-1");

		assertThat(this.journal.find(this.id)).isNull();
		assertThat(row()).containsEntry("user_id", null).containsEntry("posting", null).containsEntry("attempt", 1);
	}

	@Test
	void forgetsWhatStaffSaidWhereverItStands() {
		dispatch(1, "letter");
		this.journal.suppressed(this.id, "taken back by bob: ann@example.com got it by mistake");
		this.journal.forget("u-1");

		assertThat(row()).containsEntry("state", "SUPPRESSED").containsEntry("reason", null);
	}

	@Test
	void movesForwardsOnly() {
		dispatch(1, "letter");
		conclude(1, ReceiptStatus.DEFERRED);
		assertThat(row()).containsEntry("state", "DEFERRED");

		dispatch(2, "letter");
		conclude(1, ReceiptStatus.UNKNOWN);
		assertThat(row()).containsEntry("state", "DISPATCHED");

		conclude(2, ReceiptStatus.DELIVERED);
		conclude(2, ReceiptStatus.DEFERRED);
		conclude(3, ReceiptStatus.REJECTED);
		assertThat(row()).containsEntry("state", "DELIVERED").containsEntry("reason", "said");
	}

	@ParameterizedTest
	@EnumSource(value = ReceiptStatus.class, names = { "REJECTED", "EXPIRED", "WITHDRAWN" })
	void staysEndedWhateverOtherReceiptComesLate(ReceiptStatus end) {
		dispatch(1, "letter");
		conclude(1, end);

		conclude(1, ReceiptStatus.DEFERRED);
		conclude(2, ReceiptStatus.UNKNOWN);

		assertThat(row()).containsEntry("state", end.name());
	}

	@Test
	void believesAnEndOfAnOlderAttempt() {
		dispatch(1, "letter");
		dispatch(2, "letter");
		conclude(1, ReceiptStatus.DELIVERED);

		assertThat(row()).containsEntry("state", "DELIVERED");
	}

	/** A workflow that began anew, when Temporal has forgotten the first one. */
	@ParameterizedTest
	@EnumSource(value = ReceiptStatus.class, names = { "DELIVERED", "REJECTED", "WITHDRAWN" })
	void keepsAnEndWhateverSomebodySaysWhoDoesNotKnowOfIt(ReceiptStatus end) {
		dispatch(1, "letter");
		conclude(1, end);

		dispatch(1, "letter");
		hold("held until 08:00 UTC");
		end(OutcomeStatus.EXPIRED, "its deadline has passed");
		dispatch(2, "letter");

		assertThat(row()).containsEntry("state", end.name()).containsEntry("attempt", 1);
		assertThat(this.journal.end(this.id)).satisfies((told) -> {
			assertThat(told.status()).isEqualTo(end);
			assertThat(told.attempt()).isEqualTo(1);
		});
	}

	/** Early, twice and late: what is seen was delivered, once. */
	@Test
	void keepsWhenItWasSeen() {
		PlannedPosting step = new PlannedPosting(Channel.WEB, this.id, "web/welcome",
				new PlannedPosting.Step(1, null, false));
		this.journal.dispatched("event/user_signed_up/e-1",
				new Dispatch(this.event, this.notice.with(List.of(step)), step, 1), "letter");
		assertThat(this.journal.steps(List.of(this.id))).containsExactly(this.id);
		assertThat(this.journal.seen(List.of(this.id))).isNull();

		assertThat(this.journal.conclude(List.of(seen(Instant.EPOCH.plusSeconds(7))))).singleElement()
			.satisfies((ended) -> assertThat(ended.status()).isEqualTo(ReceiptStatus.DELIVERED));
		assertThat(this.journal.conclude(List.of(seen(Instant.EPOCH.plusSeconds(9))))).isEmpty();
		conclude(1, ReceiptStatus.DELIVERED);
		conclude(1, ReceiptStatus.EXPIRED);
		this.journal.ended("event/user_signed_up/e-1", this.event, this.notice.with(List.of(step)),
				new NoticeOutcome("welcome", OutcomeStatus.CANCELLED, "by mistake", null, null, 0));

		assertThat(row()).containsEntry("state", "DELIVERED")
			.containsEntry("step", 1)
			.containsEntry("seen_at", Timestamp.from(Instant.EPOCH.plusSeconds(7)));
		assertThat(this.journal.seen(List.of(UUID.randomUUID().toString(), this.id)))
			.satisfies((receipt) -> assertThat(receipt.status()).isEqualTo(ReceiptStatus.SEEN));
	}

	/** Staff who cancel it later are not told that they were in time. */
	@Test
	void silencesWhatComesBackSinceAnEarlierStepWasSeen() {
		dispatch(1, "letter");
		this.journal.withdrawing(List.of(this.id), "seen on web");
		this.journal.silencing(List.of(this.id));
		this.journal.withdrawing(List.of(this.id), "cancelled by service laptop: a mistake");

		conclude(1, ReceiptStatus.WITHDRAWN);
		conclude(1, ReceiptStatus.DEFERRED);

		assertThat(row()).containsEntry("state", "SILENCED").containsEntry("reason", "seen on web");
		conclude(1, ReceiptStatus.DELIVERED);
		assertThat(row()).as("it was too late").containsEntry("state", "DELIVERED");
	}

	/** In whatever order it comes: what its worker said last is where it is. */
	@ParameterizedTest
	@ValueSource(strings = { "DELIVERED 1, WITHDRAWN 2: WITHDRAWN", "WITHDRAWN 2, DELIVERED 1: WITHDRAWN",
			"WITHDRAWN 2, DELIVERED 3: DELIVERED", "DELIVERED 3, WITHDRAWN 2: DELIVERED",
			"DELIVERED 1, WITHDRAWN 2, DELIVERED 1: WITHDRAWN", "DELIVERED 1, SEEN 4, WITHDRAWN 2: WITHDRAWN",
			"WITHDRAWN 2, SEEN 4: WITHDRAWN", "DELIVERED 1, WITHDRAWN 2, WITHDRAWN 2: WITHDRAWN" })
	void tellsWhereAMessageOfAnInboxIs(String told) {
		List<Receipt> receipts = Stream.of(told.replaceFirst(":.*", "").split(", "))
			.map((one) -> new Receipt(this.id, "w", 1, ReceiptStatus.valueOf(one.split(" ")[0]),
					Instant.EPOCH.plusSeconds(Long.parseLong(one.split(" ")[1])), null, null, null, false))
			.toList();
		web();
		receipts.forEach((one) -> this.journal.conclude(List.of(one)));
		assertThat(row()).as("one by one").containsEntry("state", told.replaceFirst(".*: ", ""));
		assertThat(row().get("seen_at") != null).isEqualTo(told.contains("SEEN"));

		this.jdbc.update("delete from journal where id = ?::uuid", this.id);
		web();
		this.journal.conclude(receipts);
		assertThat(row()).as("at once").containsEntry("state", told.replaceFirst(".*: ", ""));
	}

	@Test
	void believesOfALetterThatItWasSent() {
		dispatch(1, "letter");
		conclude(1, ReceiptStatus.DELIVERED);
		this.journal.conclude(List.of(new Receipt(this.id, "w", 1, ReceiptStatus.WITHDRAWN,
				Instant.EPOCH.plusSeconds(9), null, null, null, false)));
		assertThat(row()).containsEntry("state", "DELIVERED");
	}

	@Test
	void keepsWhoTookItBackFirstAndForgetsThatWithTheirReceiver() {
		web();
		this.journal.takeBack(UUID.fromString(this.id), "taken back by ann: a mistake");
		this.journal.takeBack(UUID.fromString(this.id), "taken back by bob: another one");
		this.journal.withdrawing(List.of(this.id), "seen on push");
		this.journal.silencing(List.of(this.id));
		conclude(1, ReceiptStatus.WITHDRAWN);

		assertThat(row()).containsEntry("state", "WITHDRAWN").containsEntry("reason", "taken back by ann: a mistake");
		assertThat(this.journal.takenBack(List.of(this.id))).isEqualTo("taken back by ann: a mistake");
		this.journal.forget("u-1");
		assertThat(row()).containsEntry("reason", null).containsEntry("withdrawal", null);
		assertThat(this.journal.takenBack(List.of(this.id))).isEqualTo("taken back");
	}

	private void web() {
		PlannedPosting step = new PlannedPosting(Channel.WEB, this.id, "web/welcome",
				new PlannedPosting.Step(1, null, false));
		this.journal.dispatched("w", new Dispatch(this.event, this.notice.with(List.of(step)), step, 1), "letter");
	}

	/** It was made when its notice had channels alone. */
	@Test
	void saysSeenOfWhatWasNoStepWhenItWas() {
		dispatch(1, "letter");
		this.journal.conclude(List.of(seen(Instant.EPOCH)));

		assertThat(this.journal.seen(List.of(this.id)))
			.satisfies((receipt) -> assertThat(receipt.status()).isEqualTo(ReceiptStatus.SEEN));
	}

	@Test
	void makesAStepOfWhatIsTakenUpAsOne() {
		hold("held until 08:00 UTC");
		PlannedPosting step = new PlannedPosting(Channel.EMAIL, this.id, "email/welcome",
				new PlannedPosting.Step(2, null, false));

		this.journal.dispatched("event/user_signed_up/e-1",
				new Dispatch(this.event, this.notice.with(List.of(step)), step, 1), "letter");

		assertThat(row()).containsEntry("state", "DISPATCHED").containsEntry("step", 2);
	}

	/** What is with the worker may have a step behind it that waits. */
	@Test
	void findsStepsThatAreWithTheWorker() {
		String user = UUID.randomUUID().toString();
		PlannedPosting step = new PlannedPosting(Channel.WEB, this.id, "web/welcome",
				new PlannedPosting.Step(1, null, false));
		PlannedNotice notice = new PlannedNotice("welcome", "account", Urgency.NORMAL, user, "UTC", null,
				Instant.now().plusSeconds(600), Map.of(), List.of(step), null, false, null);

		this.journal.dispatched("event/user_signed_up/e-9", new Dispatch(this.event, notice, step, 1), "letter");

		assertThat(this.journal.waitingFor(user)).containsExactly("event/user_signed_up/e-9");
		this.jdbc.update("update journal set deadline = now() where id = ?::uuid", this.id);
		assertThat(this.journal.waitingFor(user)).as("nobody waits any more").isEmpty();
	}

	@Test
	void passesOverAStepUnlessItIsTheLastOne() {
		PlannedPosting first = new PlannedPosting(Channel.WEB, UUID.randomUUID().toString(), "web/welcome",
				new PlannedPosting.Step(1, null, false));
		PlannedPosting last = new PlannedPosting(Channel.EMAIL, this.id, "email/welcome",
				new PlannedPosting.Step(2, null, false));
		PlannedNotice notice = this.notice.with(List.of(first, last));

		this.journal.passed("event/user_signed_up/e-1", this.event, notice, first, "no address");
		this.journal.passed("event/user_signed_up/e-1", this.event, notice, last, "no address");

		this.journal.forget("u-1");
		assertThat(this.jdbc.queryForObject("select reason from journal where id = ?::uuid", String.class, first.id()))
			.as("the words are our own")
			.isEqualTo("no address");
		assertThat(row()).containsEntry("state", "SUPPRESSED");
		assertThat(this.jdbc.queryForObject("select state from journal where id = ?::uuid", String.class, first.id()))
			.isEqualTo("SKIPPED");
	}

	/** What nobody waits for is written down, and its end is the old one. */
	@Test
	void saysDeliveredOfWhatIsSeenAndNoStep() {
		dispatch(1, "letter");
		this.journal.conclude(List.of(seen(Instant.EPOCH)));

		assertThat(this.journal.steps(List.of(this.id))).isEmpty();
		assertThat(this.journal.end(this.id))
			.satisfies((end) -> assertThat(end.status()).isEqualTo(ReceiptStatus.DELIVERED));
	}

	private Receipt seen(Instant at) {
		return new Receipt(this.id, "event/user_signed_up/e-1", 1, ReceiptStatus.SEEN, at, null, null, null, false);
	}

	@Test
	void tellsOnceWhatWasDelivered() {
		dispatch(1, "letter");
		Receipt delivered = receipt(1, ReceiptStatus.DELIVERED);

		assertThat(this.journal.conclude(List.of())).isEmpty();
		assertThat(this.journal.conclude(List.of(delivered, delivered))).isEqualTo(List.of(delivered));
		assertThat(row()).containsEntry("state", "DELIVERED");
		assertThat(this.journal.conclude(List.of(delivered))).as("known before").isEmpty();
	}

	@Test
	void leavesItToTheReceiptWhatBecameOfWhatIsDispatched() {
		dispatch(1, "letter");
		end(OutcomeStatus.EXPIRED, "its deadline has passed");
		assertThat(row()).containsEntry("state", "DISPATCHED");
		assertThat(this.journal.end(this.id)).isNull();

		conclude(1, ReceiptStatus.DELIVERED);
		assertThat(row()).containsEntry("state", "DELIVERED");
	}

	@ParameterizedTest
	@EnumSource(value = OutcomeStatus.class, names = { "EXPIRED", "CANCELLED", "SUPPRESSED", "FAILED" })
	void believesInADeliveryWhateverWasSaidBefore(OutcomeStatus said) {
		end(said, "it is not to be sent");
		conclude(1, ReceiptStatus.DELIVERED);

		assertThat(row()).containsEntry("state", "DELIVERED");
	}

	@Test
	void doesNotSayCancelledOfWhatMayHaveBeenSent() {
		dispatch(1, "letter");
		conclude(1, ReceiptStatus.UNKNOWN);
		end(OutcomeStatus.CANCELLED, "cancelled by ann");
		assertThat(row()).containsEntry("state", "UNKNOWN")
			.containsEntry("reason", "cancelled by ann, but it was sent before, or not");

		dispatch(2, "letter");
		conclude(2, ReceiptStatus.DEFERRED);
		end(OutcomeStatus.CANCELLED, "cancelled by ann");
		assertThat(row()).containsEntry("state", "UNKNOWN");
	}

	@Test
	void doesNotSendWhatWasCancelledWhileItWaited() {
		hold("held until 08:00 UTC");
		end(OutcomeStatus.CANCELLED, "cancelled by ann");

		assertThat(dispatch(1, "letter")).isFalse();
		assertThat(row()).containsEntry("state", "CANCELLED");
		assertThat(this.journal.end(this.id)).satisfies((told) -> {
			assertThat(told.status()).isEqualTo(ReceiptStatus.WITHDRAWN);
			assertThat(told.detail()).isEqualTo("cancelled by ann");
		});
	}

	@Test
	void sendsAfterAllWhatFailedAndWasMended() {
		end(OutcomeStatus.FAILED, "there is no such template");

		assertThat(dispatch(1, "letter")).isTrue();
		assertThat(row()).containsEntry("state", "DISPATCHED");
	}

	@Test
	void forgetsTheLetterSoonAndWhatBecameOfItLater() {
		dispatch(1, "letter");
		aged("8 days");
		this.old.forget();
		assertThat(this.journal.find(this.id)).as("it has not ended").isEqualTo("letter");

		conclude(1, ReceiptStatus.DELIVERED);
		this.old.forget();
		assertThat(row()).containsEntry("posting", null).containsEntry("state", "DELIVERED");
		assertThat(dispatch(1, "made anew")).isFalse();
		assertThat(this.journal.end(this.id)).isNotNull();

		aged("396 days");
		this.old.forget();
		assertThat(this.jdbc.queryForList("select * from journal where id = ?", UUID.fromString(this.id))).isEmpty();
	}

	private void aged(String age) {
		this.jdbc.update("update journal set planned_at = now() - ?::interval where id = ?", age,
				UUID.fromString(this.id));
	}

	@Test
	void hearsOfPostingsThatItDoesNotKnow() {
		conclude(1, ReceiptStatus.DELIVERED);

		assertThat(this.journal.find(this.id)).isNull();
		this.journal.conclude(List.of());
	}

	@Test
	void writesDownWhatWasNeverSent() {
		NoticeOutcome outcome = new NoticeOutcome("welcome", OutcomeStatus.SUPPRESSED, "unknown user", null, null, 0);

		this.journal.ended("w", this.event, this.notice, outcome);
		this.journal.ended("w", this.event, this.notice, outcome);

		assertThat(row()).containsEntry("state", "SUPPRESSED")
			.containsEntry("reason", "unknown user")
			.containsEntry("posting", null)
			.containsEntry("attempt", 0);
	}

	@Test
	void keepsThePlaceOfWhatWaitedWhenItGoesOn() {
		hold("held until 08:00 UTC");
		Object planned = row().get("planned_at");
		hold("held until 10:00 UTC, moved by service laptop");
		assertThat(row()).containsEntry("state", "HELD")
			.containsEntry("reason", "held until 10:00 UTC, moved by service laptop");

		dispatch(1, "letter");
		hold("too late");

		assertThat(row()).containsEntry("state", "DISPATCHED")
			.containsEntry("planned_at", planned)
			.containsEntry("held_until", null)
			.containsEntry("reason", null);
	}

	@Test
	void tellsWhoTookBackWhatTheWorkerGaveBack() {
		dispatch(1, "letter");
		this.journal.withdrawing(List.of(this.id), "cancelled by service laptop: a mistake");
		conclude(1, ReceiptStatus.WITHDRAWN);

		assertThat(row()).containsEntry("state", "WITHDRAWN")
			.containsEntry("reason", "cancelled by service laptop: a mistake");
	}

	private void hold(String reason) {
		this.journal.hold("w", this.event, this.notice, Instant.parse("2026-11-24T08:00:00Z"), reason);
	}

	private void end(OutcomeStatus status, String reason) {
		this.journal.ended("w", this.event, this.notice, new NoticeOutcome("welcome", status, reason, null, null, 0));
	}

	private boolean dispatch(int attempt, String json) {
		return this.journal.dispatched("w", new Dispatch(this.event, this.notice, this.posting, attempt), json);
	}

	private void conclude(int attempt, ReceiptStatus status) {
		this.journal.conclude(List.of(receipt(attempt, status)));
	}

	private Receipt receipt(int attempt, ReceiptStatus status) {
		return new Receipt(this.id, "w", attempt, status, Instant.EPOCH, null, "said", null, false);
	}

	private Map<String, Object> row() {
		return this.jdbc.queryForMap("select * from journal where id = ?", UUID.fromString(this.id));
	}

	/** Each instance sweeps by itself, and none waits for another. */
	@Test
	void forgetsLettersWhereSeveralForgetAtOnce() {
		String event = UUID.randomUUID().toString();
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, attempt, state,
						                     posting, planned_at, concluded_at)
						select gen_random_uuid(), 'sweep', 'user_signed_up', ?, 'welcome', 'account', 'email', 'normal', 1, 'DELIVERED',
						       'a letter', at, at
						  from (select now() - interval '20 days' + n * interval '1 second' as at from generate_series(1, 2500) as n) as rows
						""",
				event);

		Stream.generate(() -> CompletableFuture.runAsync(this.old::forget))
			.limit(3)
			.toList()
			.forEach(CompletableFuture::join);

		assertThat(this.jdbc.queryForObject(
				"select count(*) from journal where event_id = ? and posting is null and state = 'DELIVERED'",
				Integer.class, event))
			.isEqualTo(2500);
	}

}
