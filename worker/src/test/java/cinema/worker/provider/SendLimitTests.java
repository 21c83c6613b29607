package cinema.worker.provider;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import cinema.worker.MigratedDatabase;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** How much a provider is given, by two workers with one database. */
class SendLimitTests {

	private static final Instant EVENING = Instant.parse("2026-11-24T22:00:00Z");

	private static MigratedDatabase database;

	private static JdbcClient jdbc;

	private Clock clock = Clock.fixed(EVENING, ZoneOffset.UTC);

	@BeforeAll
	static void start() throws IOException {
		database = new MigratedDatabase();
		jdbc = database.jdbc();
	}

	@AfterAll
	static void stop() throws IOException {
		database.close();
	}

	@BeforeEach
	void empty() {
		jdbc.sql("truncate provider_day").update();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 25, 1234 })
	void isTheSameForAllWorkersTogether(int perDay) {
		SendLimit one = limit(perDay);
		SendLimit other = limit(perDay);

		int bulk = taken(one, Urgency.BULK, perDay * 2 / 3) + taken(other, Urgency.BULK, perDay * 2);
		one.close();
		other.close();
		int rest = taken(limit(perDay), Urgency.URGENT, perDay * 2);

		assertThat(bulk).as("mailings leave a tenth").isLessThanOrEqualTo(perDay - perDay / 10);
		assertThat(bulk + rest).isEqualTo(perDay);
	}

	@Test
	void leavesATenthToOthersInTheSameProcess() {
		SendLimit limit = limit(1000);
		int bulk = taken(limit, Urgency.BULK, 2000);
		int urgent = 0;
		for (int i = 0; i < 100; i++) {
			urgent += taken(limit, Urgency.URGENT, 1);
			bulk += taken(limit, Urgency.BULK, 5);
		}

		assertThat(bulk).isEqualTo(900);
		assertThat(urgent).isEqualTo(100);
	}

	@Test
	void givesNothingOfYesterdayBackToToday() {
		SendLimit limit = limit(1);
		assertThat(limit.take(Urgency.URGENT, 1)).isNull();

		limit.giveBack(Urgency.URGENT, 1, limit.today().minusDays(1));

		assertThat(limit.take(Urgency.URGENT, 1)).isNotNull();
	}

	@Test
	void saysWhenTheNextDayBegins() {
		SendLimit limit = limit(1);
		assertThat(limit.take(Urgency.NORMAL, 1)).isNull();

		assertThat(limit.take(Urgency.NORMAL, 1)).isEqualTo(Duration.ofHours(2));

		this.clock = Clock.fixed(EVENING.plus(Duration.ofHours(2)), ZoneOffset.UTC);
		assertThat(limit(1).take(Urgency.NORMAL, 1)).isNull();
	}

	@Test
	void countsNothingThatWasNotSent() {
		SendLimit limit = limit(1);
		for (int i = 0; i < 5; i++) {
			assertThat(limit.take(Urgency.URGENT, 1)).isNull();
			limit.giveBack(Urgency.URGENT, 1, limit.today());
		}
		assertThat(limit.take(Urgency.URGENT, 1)).isNull();
		assertThat(limit.take(Urgency.URGENT, 1)).isNotNull();
	}

	@Test
	void spreadsLettersOverASecond() throws Exception {
		SendLimit limit = new SendLimit("one", 50, 0, new DayCounts(jdbc, this.clock), this.clock);
		long began = System.nanoTime();
		int taken = 0;
		while (System.nanoTime() - began < Duration.ofSeconds(1).toNanos()) {
			taken += (limit.take(Urgency.BULK, 1) == null) ? 1 : 0;
			Thread.sleep(1);
		}
		assertThat(taken).isBetween(40, 62);
	}

	private SendLimit limit(int perDay) {
		return new SendLimit("one", 0, perDay, new DayCounts(jdbc, this.clock), this.clock);
	}

	private static int taken(SendLimit limit, Urgency urgency, int tries) {
		int taken = 0;
		for (int i = 0; i < tries; i++) {
			taken += (limit.take(urgency, 1) == null) ? 1 : 0;
		}
		return taken;
	}

}
