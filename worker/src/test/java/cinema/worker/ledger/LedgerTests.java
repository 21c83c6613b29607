package cinema.worker.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cinema.platform.sweep.Sweep;
import cinema.worker.MigratedDatabase;
import cinema.worker.Postings;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** The last wall against a second copy. */
class LedgerTests {

	private static MigratedDatabase database;

	private static JdbcClient jdbc;

	private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

	private final Ledger ours = ledger();

	private final Ledger theirs = ledger();

	@BeforeAll
	static void start() throws IOException {
		database = new MigratedDatabase();
		jdbc = database.jdbc();
	}

	@AfterAll
	static void stop() throws IOException {
		database.close();
	}

	private static double unknown() {
		return METERS.counter("cinema.deliveries", "channel", "email", "status", "UNKNOWN").count();
	}

	private static Ledger ledger() {
		return new Ledger(jdbc, new LedgerProperties(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ZERO),
				METERS);
	}

	@Test
	void grantsAPostingToOneOfManyWorkersOnly() {
		Posting posting = Postings.posting();
		List<CompletableFuture<Claim>> claims = IntStream.range(0, 8)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> ledger().claim(copy(posting, "a"))))
			.toList();
		assertThat(claims).map(CompletableFuture::join).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
	}

	@Test
	void opensAgainWhatWentToAQueueThatIsGone() {
		AnsweredQueues queues = new AnsweredQueues(jdbc, Clock.systemUTC());
		String gone = "receipts." + UUID.randomUUID();
		Answer lost = answered(gone);
		Answer askedByAnother = answered(gone);
		Answer toEverybody = answered(gone);
		this.ours.acknowledged(List.of(lost, askedByAnother), Set.of());
		this.ours.acknowledged(List.of(toEverybody), Set.of(gone));
		this.ours.claim(copy(posting(askedByAnother), "receipts.of-another"));
		assertThat(queues.quiet()).doesNotContain(gone);
		jdbc.sql("update answered set at = at - interval '20 s' where reply_to = ?").param(gone).update();
		assertThat(queues.quiet()).contains(gone);

		assertThat(queues.lost(gone)).isEqualTo(1);

		assertThat(this.ours.unacknowledged(1000)).filteredOn((one) -> one.receipt().equals(lost.receipt()))
			.singleElement()
			.satisfies((one) -> assertThat(one.replyTo()).isNull());
		assertThat(queues.quiet()).doesNotContain(gone);
		assertThat(queues.lost(gone)).isZero();
	}

	@Test
	void forgetsWhatEndedLongAgoAndKeepsWhatSomebodyStillHasToHearOf() {
		Answer old = answered("a");
		Answer untold = answered("a");
		Answer recent = answered("a");
		this.ours.acknowledged(List.of(old, recent), Set.of());
		for (Answer one : List.of(old, untold)) {
			jdbc.sql(
					"update ledger set first_at = ?::timestamptz, changed_at = ?::timestamptz where posting_id = ?::uuid")
				.params("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", one.receipt().postingId())
				.update();
		}

		new OldPostings(jdbc, new RetentionProperties(Duration.ofDays(90)),
				Clock.fixed(Instant.parse("2026-04-03T00:00:00Z"), ZoneOffset.UTC))
			.forget();

		assertThat(Stream.of(old, untold, recent).map((one) -> state(posting(one)))).containsExactly("none", "SENT",
				"SENT");
	}

	/** Each worker sweeps by itself, and none waits for another. */
	@Test
	void forgetsEachRowOnceWhereSeveralForgetAtOnce() {
		int rows = 5000;
		jdbc.sql(
				"""
						insert into ledger (posting_id, workflow_id, channel, urgency, attempt, state, changed_at, receipt_due_at,
						                    acknowledged_at, first_at)
						select gen_random_uuid(), 'sweep', 'email', 'normal', 1, 'SENT', at, at, at, at
						  from (select timestamptz '2025-01-01' + n * interval '1 second' as at from generate_series(1, ?) as n) as rows
						""")
			.param(rows)
			.update();
		Sweep old = new Sweep("ledger", "first_at", "workflow_id = 'sweep'");
		Answer recent = answered("a");

		List<CompletableFuture<Integer>> sweeps = IntStream.range(0, 3)
			.mapToObj((one) -> CompletableFuture
				.supplyAsync(() -> old.delete(jdbc, Instant.parse("2026-01-01T00:00:00Z"))))
			.toList();

		assertThat(sweeps.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(rows);
		assertThat(jdbc.sql("select count(*) from ledger where workflow_id = 'sweep'").query(Integer.class).single())
			.isZero();
		assertThat(state(posting(recent))).isEqualTo("SENT");
	}

	@Test
	void forgetsSoonWhereReceiptsWent() {
		AnsweredQueues queues = new AnsweredQueues(jdbc, Clock.systemUTC());
		String old = "receipts." + UUID.randomUUID();
		this.ours.acknowledged(List.of(answered(old)), Set.of());
		jdbc.sql("update answered set at = at - interval '16 minutes' where reply_to = ?").param(old).update();
		queues.forgetOld();

		assertThat(queues.quiet()).doesNotContain(old);
	}

	private Answer answered(String replyTo) {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, replyTo));
		this.ours.startSending(posting);
		return this.ours.conclude(List.of(Outcome.sent(copy(posting, replyTo), "250 ok"))).get(0).orElseThrow();
	}

	private static Posting posting(Answer answer) {
		return Postings.posting(answer.receipt().postingId(), 1, "ann@example.com", null);
	}

	@Test
	void claimsStartsAndConcludesManyTogetherAndTellsOfEach() {
		Posting fresh = Postings.posting();
		Posting known = send(Postings.posting());
		Posting busy = Postings.posting();
		this.theirs.claim(copy(busy, "a"));
		List<Claim> claims = this.ours.claim(List.of(copy(fresh, "b"), copy(known, "b"), copy(busy, "b")));
		assertThat(claims.get(0)).isInstanceOf(Claim.Granted.class);
		assertThat(claims.get(1)).isInstanceOfSatisfying(Claim.Answered.class,
				(claim) -> assertThat(claim.answer().receipt().postingId()).isEqualTo(known.id()));
		assertThat(claims.get(2)).isInstanceOf(Claim.Busy.class);
		assertThat(this.ours.startSending(List.of(busy, fresh))).containsExactly(false, true);
		assertThat(this.ours.conclude(List.of(sent(busy), sent(fresh))))
			.map((answer) -> answer.map((one) -> one.receipt().postingId()).orElse("not ours"))
			.containsExactly("not ours", fresh.id());
	}

	@Test
	void letsACopyWaitWhileTheLeaseLives() {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, "a"));
		assertThat(this.theirs.claim(copy(posting, "b"))).isInstanceOf(Claim.Busy.class);
	}

	@Test
	void answersACopyWithTheFirstReceiptToWhoeverAskedLast() {
		Posting posting = send(Postings.posting());
		assertThat(this.theirs.claim(copy(posting, "newer"))).isInstanceOfSatisfying(Claim.Answered.class, (claim) -> {
			assertThat(claim.answer().receipt().status()).isEqualTo(ReceiptStatus.DELIVERED);
			assertThat(claim.answer().replyTo()).isEqualTo("newer");
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "DEFERRED", "POSTPONED", "UNKNOWN" })
	void grantsAHigherAttemptAfterWhatMayBeTriedAgain(LedgerState state) {
		Posting posting = conclude(Postings.posting(), state);
		assertThat(this.theirs.claim(copy(posting, "a"))).isInstanceOf(Claim.Answered.class);
		assertThat(this.theirs.claim(copy(Postings.attempt(posting, 2), "a"))).isInstanceOf(Claim.Granted.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "SENT", "REJECTED", "EXPIRED", "WITHDRAWN" })
	void neverGrantsWhatHasAnEndAndAnswersWithTheAttemptAskedFor(LedgerState state) {
		Posting posting = conclude(Postings.posting(), state);
		assertThat(this.theirs.claim(copy(Postings.attempt(posting, 3), "a"))).isInstanceOfSatisfying(
				Claim.Answered.class, (claim) -> assertThat(claim.answer().receipt().attempt()).isEqualTo(3));
	}

	@Test
	void takesOverAClaimWhoseWorkerIsGone() {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, "a"));
		endLease(posting);
		assertThat(this.theirs.claim(copy(posting, "b"))).isInstanceOf(Claim.Granted.class);
		assertThat(this.ours.startSending(posting)).as("the first one comes back").isFalse();
	}

	@Test
	void callsALetterUnknownWhoseWorkerWentWhileSending() {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, "a"));
		assertThat(this.ours.startSending(posting)).isTrue();
		endLease(posting);
		double before = unknown();
		assertThat(this.theirs.claim(copy(posting, "b"))).isInstanceOfSatisfying(Claim.Answered.class,
				(claim) -> assertThat(claim.answer().receipt().status()).isEqualTo(ReceiptStatus.UNKNOWN));
		assertThat(unknown()).isEqualTo(before + 1);
	}

	@Test
	void sendsAgainWhatIsHarmlessWhoseWorkerWentWhileSending() {
		Posting one = Postings.posting();
		Posting posting = new Posting(one.id(), one.workflowId(), "1", "welcome", "account", Channel.WEB, Urgency.BULK,
				one.receiver(), "", "", "", Map.of(), one.deadline(), null, 1);
		this.ours.claim(copy(posting, "a"));
		this.ours.startSending(posting);
		endLease(posting);
		this.theirs.giveUpLost();
		assertThat(state(posting)).isEqualTo("CLAIMED");
		assertThat(this.theirs.claim(copy(posting, "b"))).isInstanceOf(Claim.Granted.class);
		assertThat(this.theirs.startSending(posting)).isTrue();
	}

	@Test
	void believesTheOneWhoSentItMoreThanTheOneWhoGaveItUp() {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, "a"));
		this.ours.startSending(posting);
		endLease(posting);
		this.theirs.giveUpLost();
		assertThat(this.ours.conclude(List.of(sent(posting))).get(0)).isPresent();
		assertThat(state(posting)).isEqualTo("SENT");
	}

	@Test
	void renewsTheLeasesOfTheLiving() {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, "a"));
		endLease(posting);
		this.ours.renewLeases();
		assertThat(this.theirs.claim(copy(posting, "b"))).isInstanceOf(Claim.Busy.class);
	}

	@Test
	void withdrawsWhatNobodyIsSending() {
		Posting unknown = Postings.posting();
		assertThat(this.ours.withdraw(unknown.id(), "w", "email", "a")).isNotNull();
		assertThat(this.ours.claim(copy(unknown, "a"))).isInstanceOfSatisfying(Claim.Answered.class,
				(claim) -> assertThat(claim.answer().receipt().status()).isEqualTo(ReceiptStatus.WITHDRAWN));
		Posting claimed = Postings.posting();
		this.ours.claim(copy(claimed, "a"));
		assertThat(this.theirs.withdraw(claimed.id(), "w", "email", "a")).isNotNull();
		assertThat(this.ours.startSending(claimed)).as("it was taken back in between").isFalse();
	}

	@Test
	void answersAWithdrawalThatComesTooLateWithWhatBecameOfIt() {
		Posting sent = send(Postings.posting());
		assertThat(this.theirs.withdraw(sent.id(), "w", "email", "a")).isNotNull()
			.satisfies((answer) -> assertThat(answer.receipt().status()).isEqualTo(ReceiptStatus.DELIVERED));
		Posting sending = Postings.posting();
		this.ours.claim(copy(sending, "a"));
		this.ours.startSending(sending);
		assertThat(this.theirs.withdraw(sending.id(), "w", "email", "a")).as("its outcome is the answer").isNull();
	}

	/** Of a letter it is true; what was taken out of an inbox is not there any more. */
	@ParameterizedTest
	@EnumSource(names = { "EMAIL", "WEB" })
	void believesAnEarlierAttemptThatItWasSentUnlessItWasTakenOutOfAnInbox(Channel channel) {
		Posting posting = Postings.posting();
		Posting one = new Posting(posting.id(), posting.workflowId(), posting.eventId(), posting.notice(),
				posting.topic(), channel, posting.urgency(), posting.receiver(), posting.subject(), posting.html(),
				posting.text(), posting.headers(), posting.deadline(), null, 1);
		this.ours.claim(copy(one, "a"));
		this.ours.startSending(one);
		jdbc.sql("update ledger set state = 'WITHDRAWN', attempt = 2 where posting_id = ?::uuid")
			.param(one.id())
			.update();
		assertThat(this.ours.conclude(List.of(sent(one))).get(0).isPresent()).isEqualTo(channel == Channel.EMAIL);
	}

	@Test
	void keepsAReceiptOpenThatWasAskedForAgainMeanwhile() {
		Posting posting = send(Postings.posting());
		Answer first = ((Claim.Answered) this.ours.claim(copy(posting, "first"))).answer();
		this.ours.claim(copy(posting, "second"));
		this.ours.acknowledged(List.of(first), Set.of());
		assertThat(isOpen(posting)).isTrue();
		this.ours.acknowledged(List.of(new Answer(first.receipt(), "second", null, null, false)), Set.of());
		assertThat(isOpen(posting)).isFalse();
	}

	private Posting send(Posting posting) {
		return conclude(posting, LedgerState.SENT);
	}

	private Posting conclude(Posting posting, LedgerState state) {
		this.ours.claim(copy(posting, "a"));
		this.ours.startSending(posting);
		Outcome outcome = Outcome.of(copy(posting, "a"), state, "as the test wants it");
		assertThat(this.ours.conclude(List.of(outcome)).get(0)).isPresent();
		return posting;
	}

	private static Received copy(Posting posting, String replyTo) {
		return new Received(posting, replyTo, null, null);
	}

	private static Outcome sent(Posting posting) {
		return Outcome.sent(copy(posting, "a"), "250");
	}

	private static void endLease(Posting posting) {
		jdbc.sql("update ledger set lease_until = now() - interval '1 s' where posting_id = ?")
			.param(UUID.fromString(posting.id()))
			.update();
	}

	private static String state(Posting posting) {
		return jdbc.sql("select state from ledger where posting_id = ?")
			.param(UUID.fromString(posting.id()))
			.query(String.class)
			.optional()
			.orElse("none");
	}

	private static boolean isOpen(Posting posting) {
		return jdbc.sql("select acknowledged_at is null from ledger where posting_id = ?")
			.param(UUID.fromString(posting.id()))
			.query(Boolean.class)
			.single();
	}

	@Test
	void letsALeaseRunOutThatNobodyWorksOn() {
		Posting kept = Postings.posting();
		Posting dropped = Postings.posting();
		this.ours.claim(copy(kept, "a"));
		this.ours.claim(copy(dropped, "a"));
		this.ours.release(dropped);
		jdbc.sql("update ledger set lease_until = now() - interval '1 s' where posting_id = any(?::uuid[])")
			.param(new String[] { kept.id(), dropped.id() })
			.update();

		this.ours.renewLeases();

		assertThat(this.theirs.claim(copy(kept, "b"))).isInstanceOf(Claim.Busy.class);
		assertThat(this.theirs.claim(copy(dropped, "b"))).isInstanceOf(Claim.Granted.class);
	}

	/** To wait for rows that others change together, in whatever order, is a deadlock. */
	@Test
	void leavesRowsAloneThatAreBeingChanged() throws Exception {
		Posting renewed = Postings.posting();
		Posting lost = Postings.posting();
		this.ours.claim(copy(renewed, "a"));
		this.theirs.claim(copy(lost, "a"));
		this.theirs.startSending(lost);
		jdbc.sql("update ledger set lease_until = now() - interval '1 s' where posting_id = ?::uuid")
			.param(lost.id())
			.update();
		try (Connection others = database.connect()) {
			others.setAutoCommit(false);
			try (PreparedStatement lock = others
				.prepareStatement("select from ledger where posting_id = any(?::uuid[]) for update")) {
				lock.setArray(1, others.createArrayOf("text", new String[] { renewed.id(), lost.id() }));
				lock.execute();
			}
			assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
				this.ours.renewLeases();
				this.ours.giveUpLost();
			});
			others.rollback();
		}
		this.ours.giveUpLost();
		assertThat(this.ours.claim(copy(lost, "b"))).isInstanceOf(Claim.Answered.class);
	}

	@ParameterizedTest
	@EnumSource(names = { "CLAIMED", "SENDING", "DEFERRED", "EXPIRED", "REJECTED", "WITHDRAWN" })
	void believesTheOneWhoSentItWhateverBecameOfFurtherAttempts(LedgerState further) {
		Posting posting = lost(Postings.posting());
		Posting second = Postings.attempt(posting, 2);
		this.theirs.claim(copy(second, "a"));
		if (further != LedgerState.CLAIMED) {
			this.theirs.startSending(second);
		}
		if (further.compareTo(LedgerState.SENDING) > 0) {
			this.theirs.conclude(List.of(Outcome.of(copy(second, "a"), further, "as the test wants it")));
		}

		assertThat(this.ours.conclude(List.of(sent(posting))).get(0)).isPresent();

		assertThat(state(posting)).isEqualTo("SENT");
		assertThat(this.theirs.startSending(second)).isFalse();
		assertThat(this.theirs.conclude(List.of(Outcome.of(copy(second, "a"), LedgerState.DEFERRED, "no"))).get(0))
			.isEmpty();
	}

	@Test
	void believesTheOneWhoDidNotSendItTooButNothingOlder() {
		Posting posting = lost(Postings.posting());
		assertThat(this.ours.conclude(List.of(Outcome.deferred(copy(posting, "a"), "no answer", true, null))).get(0))
			.isPresent();
		assertThat(this.theirs.claim(copy(Postings.attempt(posting, 2), "a"))).isInstanceOf(Claim.Granted.class);

		assertThat(this.ours.conclude(List.of(Outcome.of(copy(posting, "a"), LedgerState.REJECTED, "late"))).get(0))
			.isEmpty();
	}

	@Test
	void saysThatTroubleIsOursAndWhenToTryAgain() {
		Posting posting = Postings.posting();
		this.ours.claim(copy(posting, "a"));
		Optional<Answer> answer = this.ours
			.conclude(List.of(Outcome.deferred(copy(posting, "a"), "530 log in", true, Postings.DEADLINE)))
			.get(0);

		assertThat(answer).hasValueSatisfying((one) -> {
			assertThat(one.receipt().ours()).isTrue();
			assertThat(one.receipt().retryAt()).isEqualTo(Postings.DEADLINE);
		});
		Posting second = Postings.attempt(posting, 2);
		this.ours.claim(copy(second, "a"));
		this.ours.startSending(second);
		assertThat(this.ours.conclude(List.of(sent(second))).get(0))
			.hasValueSatisfying((one) -> assertThat(one.receipt().ours()).isFalse());
	}

	/** Else people read "cancelled" of a letter that its receiver may have. */
	@Test
	void callsNothingWithdrawnOrExpiredThatAnEarlierAttemptMayHaveSent() {
		Posting withdrawn = lost(Postings.posting());
		this.theirs.claim(copy(Postings.attempt(withdrawn, 2), "a"));
		assertThat(this.theirs.withdraw(withdrawn.id(), "w", "email", "a")).isNotNull()
			.satisfies((answer) -> assertThat(answer.receipt().status()).isEqualTo(ReceiptStatus.UNKNOWN));
		Posting expired = lost(Postings.posting());
		Posting second = Postings.attempt(expired, 2);
		this.theirs.claim(copy(second, "a"));
		Outcome tooLate = Outcome.of(copy(second, "a"), LedgerState.EXPIRED, "its deadline passed");
		assertThat(this.theirs.conclude(List.of(tooLate)).get(0))
			.hasValueSatisfying((one) -> assertThat(one.receipt().status()).isEqualTo(ReceiptStatus.UNKNOWN));
	}

	@Test
	void keepsAReceiptOpenThatSaysSomethingElseMeanwhile() {
		Posting posting = lost(Postings.posting());
		Answer unknown = ((Claim.Answered) this.theirs.claim(copy(posting, "a"))).answer();
		Answer sent = this.ours.conclude(List.of(sent(posting))).get(0).orElseThrow();

		this.theirs.acknowledged(List.of(unknown), Set.of());
		assertThat(isOpen(posting)).isTrue();
		this.theirs.acknowledged(List.of(sent), Set.of());
		assertThat(isOpen(posting)).isFalse();
	}

	private Posting lost(Posting posting) {
		this.ours.claim(copy(posting, "a"));
		assertThat(this.ours.startSending(posting)).isTrue();
		endLease(posting);
		this.theirs.giveUpLost();
		assertThat(state(posting)).isEqualTo("UNKNOWN");
		return posting;
	}

}
