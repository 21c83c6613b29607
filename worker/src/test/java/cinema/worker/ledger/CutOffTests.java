package cinema.worker.ledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import cinema.worker.Postings;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.ReceiptStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two workers, of which one is cut off from the database while it sends a letter. */
@Timeout(60)
class CutOffTests {

	private static EmbeddedPostgres postgres;

	private final Posting posting = Postings.posting();

	private final Posting second = Postings.attempt(this.posting, 2);

	private final AtomicBoolean cut = new AtomicBoolean();

	private LeaseRenewal renewal;

	private LeaseRenewal others;

	@BeforeAll
	static void start() throws IOException {
		postgres = EmbeddedPostgres.start();
		Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
	}

	@AfterAll
	static void stop() throws IOException {
		postgres.close();
	}

	@AfterEach
	void end() {
		this.renewal.close();
		this.others.close();
	}

	@Test
	void leavesALetterToWhoeverSentItForAWhileAfterItsLease() throws Exception {
		Ledger cutOff = worker(new Cuttable(), Duration.ofSeconds(20));
		Ledger other = other(postgres.getPostgresDatabase(), Duration.ofSeconds(20));
		sendCutOff(cutOff);
		Thread.sleep(2000);
		assertThat(other.claim(received(this.posting))).isInstanceOf(Claim.Busy.class);
		assertThat(other.claim(received(this.second))).as("none may send it again").isInstanceOf(Claim.Busy.class);

		this.cut.set(false);
		assertThat(cutOff.conclude(List.of(sent())).get(0)).isPresent();

		isDelivered(other.claim(received(this.posting)));
		isDelivered(other.claim(received(this.second)));
	}

	@Test
	void correctsWhatOthersSaidAfterThatWhile() {
		Ledger cutOff = worker(new Cuttable(), Duration.ZERO);
		Ledger other = other(postgres.getPostgresDatabase(), Duration.ZERO);
		sendCutOff(cutOff);
		await().untilAsserted(
				() -> assertThat(other.claim(received(this.posting))).isInstanceOfSatisfying(Claim.Answered.class,
						(known) -> assertThat(known.answer().receipt().status()).isEqualTo(ReceiptStatus.UNKNOWN)));
		assertThat(other.claim(received(this.second))).isInstanceOf(Claim.Granted.class);

		this.cut.set(false);
		assertThat(cutOff.conclude(List.of(sent())).get(0)).isPresent();

		assertThat(other.startSending(this.second)).as("it is sent already").isFalse();
		isDelivered(other.claim(received(this.second)));
	}

	/** Whoever has an outcome to write gets the time to do so. */
	@Test
	void givesUpNothingRightAfterTheDatabaseWasAwayForEverybody() throws Exception {
		DataSource everybodys = new Cuttable();
		Ledger one = worker(everybodys, Duration.ofSeconds(2));
		Ledger other = other(everybodys, Duration.ofSeconds(2));
		sendCutOff(one);
		Thread.sleep(5000);
		this.cut.set(false);
		assertThat(other.claim(received(this.posting))).isInstanceOf(Claim.Busy.class);

		assertThat(one.conclude(List.of(sent())).get(0)).isPresent();

		isDelivered(other.claim(received(this.posting)));
	}

	private void sendCutOff(Ledger ledger) {
		assertThat(ledger.claim(received(this.posting))).isInstanceOf(Claim.Granted.class);
		assertThat(ledger.startSending(this.posting)).isTrue();
		this.cut.set(true);
		assertThatThrownBy(() -> ledger.conclude(List.of(sent()))).hasRootCauseMessage("cut off");
	}

	private static void isDelivered(Claim claim) {
		assertThat(claim).isInstanceOfSatisfying(Claim.Answered.class,
				(known) -> assertThat(known.answer().receipt().status()).isEqualTo(ReceiptStatus.DELIVERED));
	}

	private Outcome sent() {
		return Outcome.sent(received(this.posting), "250 ok");
	}

	private static Received received(Posting posting) {
		return new Received(posting, "receipts.one", null, null);
	}

	private Ledger worker(DataSource database, Duration grace) {
		Ledger ledger = new Ledger(JdbcClient.create(database), properties(grace), new SimpleMeterRegistry());
		this.renewal = new LeaseRenewal(ledger, properties(grace));
		return ledger;
	}

	private Ledger other(DataSource database, Duration grace) {
		Ledger ledger = new Ledger(JdbcClient.create(database), properties(grace), new SimpleMeterRegistry());
		this.others = new LeaseRenewal(ledger, properties(grace));
		return ledger;
	}

	private static LedgerProperties properties(Duration grace) {
		return new LedgerProperties(Duration.ofMillis(600), Duration.ofMillis(200), grace);
	}

	/** It gives no connection while it is cut off. */
	private final class Cuttable extends DelegatingDataSource {

		Cuttable() {
			super(postgres.getPostgresDatabase());
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (CutOffTests.this.cut.get()) {
				throw new SQLException("cut off");
			}
			return super.getConnection();
		}

	}

}
