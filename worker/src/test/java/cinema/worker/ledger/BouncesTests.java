package cinema.worker.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import cinema.worker.MigratedDatabase;
import cinema.worker.Postings;
import cinema.worker.ledger.Bounces.Correction;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What came back corrects what was sent, once. */
class BouncesTests {

	private static MigratedDatabase database;

	private static JdbcClient jdbc;

	private final Ledger ledger = new Ledger(jdbc,
			new LedgerProperties(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ZERO),
			new SimpleMeterRegistry());

	private final Bounces bounces = new Bounces(jdbc);

	@BeforeAll
	static void start() throws IOException {
		database = new MigratedDatabase();
		jdbc = database.jdbc();
	}

	@AfterAll
	static void stop() throws IOException {
		database.close();
	}

	private Posting claimed() {
		Posting posting = Postings.posting();
		this.ledger.claim(received(posting));
		this.ledger.startSending(posting);
		return posting;
	}

	private static Received received(Posting posting) {
		return new Received(posting, "receipts.gone", null, null);
	}

	private Posting sent() {
		Posting posting = claimed();
		Optional<Answer> answer = this.ledger.conclude(List.of(Outcome.sent(received(posting), "250 ok"))).get(0);
		this.ledger.acknowledged(List.of(answer.orElseThrow()), Set.of());
		return posting;
	}

	private Receipt told(Posting posting) {
		jdbc.sql("update ledger set receipt_due_at = now() - interval '1 minute' where posting_id = ?")
			.param(UUID.fromString(posting.id()))
			.update();
		return this.ledger.unacknowledged(1000)
			.stream()
			.filter((one) -> one.receipt().postingId().equals(posting.id()))
			.peek((one) -> assertThat(one.replyTo()).isNull())
			.map(Answer::receipt)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void tellsEverybodyThatALetterCameBackAndAnswersCopiesByThat() {
		Posting posting = sent();

		assertThat(this.bounces.correct(posting.id(), BounceKind.HARD, "5.1.1 bounced: nobody"))
			.isEqualTo(Correction.DONE);

		Receipt receipt = told(posting);
		assertThat(receipt.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(receipt.bounce()).isEqualTo(BounceKind.HARD);
		assertThat(receipt.detail()).isEqualTo("5.1.1 bounced: nobody");
		assertThat(this.ledger.claim(received(posting))).isInstanceOfSatisfying(Claim.Answered.class,
				(known) -> assertThat(known.answer().receipt().status()).isEqualTo(ReceiptStatus.REJECTED));
		assertThat(this.ledger.claim(received(Postings.attempt(posting, 2)))).as("nor is it sent again")
			.isInstanceOf(Claim.Answered.class);
	}

	@Test
	void leavesWhatIsComplainedAboutDelivered() {
		Posting posting = sent();

		assertThat(this.bounces.correct(posting.id(), BounceKind.COMPLAINT, "complaint: abuse"))
			.isEqualTo(Correction.DONE);

		assertThat(told(posting)).satisfies((receipt) -> {
			assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
			assertThat(receipt.bounce()).isEqualTo(BounceKind.COMPLAINT);
		});
	}

	@Test
	void takesTheFirstWordAlone() {
		Posting posting = sent();
		this.bounces.correct(posting.id(), BounceKind.SOFT, "5.2.2 bounced: full");
		this.ledger.acknowledged(this.ledger.unacknowledged(1000), Set.of());
		told(posting);
		jdbc.sql("update ledger set acknowledged_at = now()").update();

		assertThat(this.bounces.correct(posting.id(), BounceKind.HARD, "5.1.1 bounced: nobody"))
			.isEqualTo(Correction.KNOWN);
		assertThat(this.ledger.unacknowledged(1000)).as("nothing is told twice").isEmpty();
	}

	@Test
	void saysWhenThereIsNothingToCorrect() {
		Posting refused = claimed();
		this.ledger.conclude(List.of(Outcome.of(received(refused), LedgerState.REJECTED, "550 no")));

		assertThat(this.bounces.correct(claimed().id(), BounceKind.HARD, "x")).isEqualTo(Correction.ON_ITS_WAY);
		assertThat(this.bounces.correct(refused.id(), BounceKind.HARD, "x")).isEqualTo(Correction.NOT_SENT);
		assertThat(this.bounces.correct(UUID.randomUUID().toString(), BounceKind.HARD, "x"))
			.isEqualTo(Correction.FORGOTTEN);
	}

	/** A worker that was given up wakes up, and knows only of its own attempt. */
	@Test
	void isNotOverruledByALateWordOfAnEarlierAttempt() {
		Posting first = claimed();
		jdbc.sql("update ledger set state = 'UNKNOWN', lease_owner = null where posting_id = ?")
			.param(UUID.fromString(first.id()))
			.update();
		Posting second = Postings.attempt(first, 2);
		this.ledger.claim(received(second));
		this.ledger.startSending(second);
		this.ledger.conclude(List.of(Outcome.sent(received(second), "250 ok")));
		this.bounces.correct(first.id(), BounceKind.HARD, "5.1.1 bounced: nobody");

		this.ledger.conclude(List.of(Outcome.sent(received(first), "250 ok")));

		assertThat(told(first).status()).isEqualTo(ReceiptStatus.REJECTED);
	}

}
