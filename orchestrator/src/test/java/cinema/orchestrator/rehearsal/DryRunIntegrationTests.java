package cinema.orchestrator.rehearsal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What a mailing would come to where some of its receivers have had enough. */
@IntegrationTest
class DryRunIntegrationTests {

	@Autowired
	private Rehearsal rehearsal;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private JdbcTemplate jdbc;

	private final String ann = UUID.randomUUID().toString();

	@Test
	void tellsWhoHasNoPlaceAndWhatBecomesOfTheirLetters() {
		String person = "{\"id\": \"%s\", \"email\": \"%s@example.com\"}";
		String bob = UUID.randomUUID().toString();
		this.auth.on("of=" + this.ann, 200, "{\"items\": [%s, %s], \"next\": null}"
			.formatted(person.formatted(this.ann, "ann"), person.formatted(bob, "bob")));
		for (int i = 0; i < 3; i++) {
			this.jdbc.update("insert into cap_use (posting_id, class, user_id, at) values (?, 'offers', ?, now())",
					UUID.randomUUID(), this.ann);
		}

		assertThat(dryRun(Map.of("class", "offers", "over_cap", "drop")).overCap())
			.isEqualTo(new DryRun.OverCap("3 letters of class offers in 24 hours", "drop", 1));
		assertThat(dryRun(Map.of("class", "offers")).overCap())
			.isEqualTo(new DryRun.OverCap("3 letters of class offers in 24 hours", "defer", 1));
		assertThat(dryRun(Map.of()).overCap()).as("no cap counts it").isNull();
		assertThat(this.jdbc.queryForObject("select count(*) from cap_use where user_id = ?", Integer.class, bob))
			.isZero();
	}

	private DryRun dryRun(Map<String, Object> more) {
		Map<String, Object> order = new HashMap<>(more);
		order.put("receivers", "http://auth/users?of=" + this.ann);
		order.put("template", "email/new_movies.md");
		order.put("template_context", Map.of("title", "Films", "movies", List.of()));
		return this.rehearsal.dryRun(this.rehearsal.mailing(order));
	}

}
