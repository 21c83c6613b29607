package cinema.orchestrator.cap;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Capped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What places cost a mailing where a million are taken:
 * {@code mvn -pl platform,workflows,orchestrator
 * test -Dtest=CapCostTests -Dsurefire.failIfNoSpecifiedTests=false -Dmeasure=caps}.
 */
@IntegrationTest
@EnabledIfSystemProperty(named = "measure", matches = "caps", disabledReason = "measures only when -Dmeasure=caps asks")
class CapCostTests {

	private static final Capped OFFERS = new Capped("offers", Capped.Over.DEFER);

	private static final int PART = 100;

	@Autowired
	private CapUses caps;

	@Autowired
	private JdbcTemplate jdbc;

	@Test
	void tellsTheCostOfALetter() {
		this.jdbc
			.update("""
					insert into cap_use (posting_id, class, user_id, at)
					select gen_random_uuid(), 'offers', md5('person ' || n % 400000)::uuid::text, now() - n * interval '50 ms'
					  from generate_series(1, 1000000) as n
					""");
		this.jdbc.execute("vacuum analyze cap_use");
		List<String> people = this.jdbc.queryForList(
				"select md5('person ' || n)::uuid::text from generate_series(1, 60000) as n order by random()",
				String.class);
		measure(people.subList(0, 10_000));
		for (int round = 1; round <= 5; round++) {
			long took = measure(people.subList(round * 10_000, (round + 1) * 10_000));
			System.out.printf("caps: %d us a letter%n", took / 1000 / 10_000);
			assertThat(took).isPositive();
		}
	}

	private long measure(List<String> people) {
		List<List<CountedLetter>> parts = new ArrayList<>();
		for (int from = 0; from < people.size(); from += PART) {
			List<String> some = people.subList(from, from + PART);
			parts.add(IntStream.range(0, PART)
				.mapToObj((one) -> new CountedLetter(UUID.randomUUID(), some.get(one), Channel.EMAIL))
				.toList());
		}
		long begin = System.nanoTime();
		parts.forEach((part) -> this.caps.take(OFFERS, part));
		return System.nanoTime() - begin;
	}

}
