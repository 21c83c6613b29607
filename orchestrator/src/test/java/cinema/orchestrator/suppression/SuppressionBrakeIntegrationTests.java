package cinema.orchestrator.suppression;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.workflows.contract.BounceKind;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider says of everybody that they are gone. */
@IntegrationTest
class SuppressionBrakeIntegrationTests {

	private static final int BRAKE = 100;

	@Autowired
	private Suppressions suppressions;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private MeterRegistry meters;

	private final String domain = UUID.randomUUID() + ".example";

	/** A day that no other test has letters of. */
	private final Instant at = Instant.parse("2036-03-01T10:30:00Z");

	@AfterEach
	void forget() {
		this.jdbc.update("delete from suppression where domain like '%' || ?", this.domain);
		this.jdbc.update("delete from journal_hour where hour > '2036-01-01'");
	}

	private void bounces(BounceKind kind, int from, int to, String domain, Instant at) {
		for (int i = from; i < to; i++) {
			this.suppressions.note(new BouncedAddress("person-" + i + "@" + domain, null, domain, null, "5.1.1",
					"5.1.1 gone", UUID.randomUUID(), at), kind);
		}
	}

	private void numbers(String country, int from, int to, @Nullable String provider) {
		for (int i = from; i < to; i++) {
			this.suppressions.note(new BouncedAddress(country + (200_000_000 + i), null, country + this.domain,
					provider, null, "UNDELIV err:001", UUID.randomUUID(), this.at), BounceKind.HARD);
		}
	}

	private int taken(String domain) {
		return this.jdbc.queryForObject("select count(*) from suppression where domain = ? and kind is not null",
				Integer.class, domain);
	}

	private double braked(String kind) {
		return this.meters.counter("cinema.suppressions.braked", "kind", kind).count();
	}

	@Test
	void takesNoMoreOutThanGoAtOnceAndSaysSo() {
		double before = braked("hard");
		bounces(BounceKind.HARD, 0, BRAKE + 20, this.domain, this.at);

		assertThat(taken(this.domain)).isEqualTo(BRAKE);
		assertThat(braked("hard") - before).isEqualTo(20);

		bounces(BounceKind.HARD, 0, 1, "other." + this.domain, this.at);
		assertThat(taken("other." + this.domain)).as("of another domain").isOne();
		bounces(BounceKind.COMPLAINT, BRAKE, BRAKE + 1, this.domain, this.at);
		assertThat(taken(this.domain)).as("by a complaint").isEqualTo(BRAKE + 1);
		bounces(BounceKind.HARD, BRAKE + 1, BRAKE + 2, this.domain, this.at.plus(Duration.ofHours(1)));
		assertThat(taken(this.domain)).as("an hour later").isEqualTo(BRAKE + 2);
	}

	@Test
	void holdsSoftOnesUpTheSameWay() {
		for (int i = 0; i < 3; i++) {
			bounces(BounceKind.SOFT, 0, BRAKE + 5, this.domain, this.at);
		}

		assertThat(taken(this.domain)).isEqualTo(BRAKE);
	}

	/** Of many letters many come back. */
	@ParameterizedTest
	@CsvSource({ "4000, 100", "6000, 120", "1000000, 1000" })
	void letsMoreGoWhereMoreWasDelivered(int delivered, int taken) {
		this.jdbc.update("insert into journal_hour (hour, channel, state, letters) values (?, 'EMAIL', 'DELIVERED', ?)",
				java.sql.Timestamp.from(this.at.truncatedTo(ChronoUnit.HOURS)), delivered);

		bounces(BounceKind.HARD, 0, taken + 20, this.domain, this.at);

		assertThat(taken(this.domain)).isEqualTo(taken);
	}

	/** A network, or whoever stands before several, says so of everybody. */
	@Test
	void holdsUpWhatComesOfOneCountryOrOneProvider() {
		numbers("+7", 0, BRAKE + 5, null);
		assertThat(taken("+7" + this.domain)).as("of one country").isEqualTo(BRAKE);

		numbers("+44", 0, BRAKE - 10, "web");
		numbers("+49", 0, 30, "web");
		assertThat(taken("+44" + this.domain)).isEqualTo(BRAKE - 10);
		assertThat(taken("+49" + this.domain)).as("told of by one provider").isEqualTo(10);
		numbers("+49", 30, 40, "centre");
		assertThat(taken("+49" + this.domain)).as("by another one").isEqualTo(20);
	}

	/** A mail server that finds no domain any more says so of all of them. */
	@Test
	void holdsUpWhatComesOfManyDomainsToo() {
		for (int i = 0; i < 12; i++) {
			bounces(BounceKind.HARD, 0, BRAKE - 1, i + "." + this.domain, this.at);
		}

		assertThat(this.jdbc.queryForObject("select count(*) from suppression where domain like '%' || ?",
				Integer.class, this.domain))
			.isEqualTo(10 * BRAKE);
	}

	@Test
	void countsNobodyTwiceWhoIsLeftAloneAlready() {
		bounces(BounceKind.HARD, 0, BRAKE, this.domain, this.at);
		double before = braked("hard");

		bounces(BounceKind.HARD, 0, 5, this.domain, this.at);

		assertThat(braked("hard")).isEqualTo(before);
	}

}
