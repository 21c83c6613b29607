package cinema.orchestrator.seal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.workflows.plan.Event;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/** A key of each person: made once, wrapped, dropped for good. */
@IntegrationTest
class PersonKeysIntegrationTests {

	private static final byte[] TEXT = "Ann".getBytes(StandardCharsets.UTF_8);

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private PlatformTransactionManager transactions;

	private final String ann = UUID.randomUUID().toString();

	private final String bob = UUID.randomUUID().toString();

	@Test
	void givesEachOfAPageAKeyThatEveryInstanceReads() {
		List<String> page = IntStream.range(0, 500).mapToObj((number) -> UUID.randomUUID().toString()).toList();

		Keyring made = instance("tests").of(page);
		List<String> sealed = page.stream().map((one) -> made.seal(one, TEXT, one)).toList();

		Keyring read = instance("tests").opening(sealed);
		assertThat(IntStream.range(0, 500).mapToObj((number) -> read.open(sealed.get(number), page.get(number))))
			.allMatch((open) -> new String(open, StandardCharsets.UTF_8).equals("Ann"));
		assertThat(this.jdbc.sql("select count(distinct wrapped) from person_key where person = any(?)")
			.param(page.toArray(String[]::new))
			.query(Integer.class)
			.single()).isEqualTo(500);
	}

	@Test
	void makesNoKeyForWhomItHasErased() {
		PersonKeys keys = instance("tests");
		String sealed = keys.of(List.of(this.ann)).seal(this.ann, TEXT, "");
		keys.erase(this.ann);
		keys.erase(this.bob);

		assertThat(keys.opening(List.of(sealed)).open(sealed, "")).isNull();
		for (String one : List.of(this.ann, this.bob)) {
			assertThat(keys.of(List.of(one)).seal(one, TEXT, "")).as(one).isNull();
		}
		Event late = new Event("user_restored_email", "1", null, Instant.EPOCH,
				Map.of("user_id", this.ann, "email", "ann@example.com"));
		Event sealedLate = new SealedDetails(keys).seal(late, this.ann);
		assertThat(sealedLate.details().toString()).contains(this.ann).doesNotContain("ann@");
		assertThat(new SealedDetails(keys).open(sealedLate)).isEmpty();
	}

	@Test
	void knowsAnAddressHoweverItIsSpelledAndStartsAnewWhenItIsDropped() {
		PersonKeys keys = instance("tests");
		SealedDetails details = new SealedDetails(keys);
		Event event = new Event("user_restored_email", this.ann, null, Instant.EPOCH,
				Map.of("email", " " + this.ann + "@Example.com"));
		Event before = details.seal(event, null);
		assertThat(details.open(before)).hasValue(event);
		assertThat(before.details()).containsOnlyKeys("sealed");
		assertThat(keys.people(this.ann.toUpperCase(Locale.ROOT) + "@example.com")).contains(keys.person(before, null));

		keys.drop(keys.people(this.ann + "@example.com"));

		assertThat(details.open(before)).isEmpty();
		assertThat(details.open(details.seal(event, null))).hasValue(event);
	}

	@Test
	void exchangesTheKeyOfTheInstallation() {
		String sealed = instance("tests").of(List.of(this.ann)).seal(this.ann, TEXT, "");
		try {
			instance("next").keepUp();
			assertThat(master()).isEqualTo("next");
			assertThat(instance("next").opening(List.of(sealed)).open(sealed, "")).isEqualTo(TEXT);
		}
		finally {
			instance("tests").keepUp();
		}
		assertThat(master()).isEqualTo("tests");
	}

	private String master() {
		return this.jdbc.sql("select master from person_key where person = ?")
			.param(this.ann)
			.query(String.class)
			.single();
	}

	private PersonKeys instance(String current) {
		Map<String, String> keys = Map.of("tests", IntegrationTest.KEY, "next", IntegrationTest.KEY.replace('A', 'B'));
		return new PersonKeys(this.jdbc, new JournalProperties(keys, current), this.transactions, Clock.systemUTC());
	}

}
