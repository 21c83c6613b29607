package cinema.orchestrator.mailing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class MailingListIntegrationTests {

	private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

	private final String name = UUID.randomUUID().toString();

	@Autowired
	private JdbcTemplate jdbc;

	@LocalServerPort
	private int port;

	private MailingRest rest;

	/** Later than those of other tests, and two at the same moment. */
	@BeforeEach
	void keepSome() {
		this.rest = new MailingRest(this.port);
		MailingRows rows = new MailingRows(this.jdbc, "new_movies");
		for (int number = 0; number < 5; number++) {
			rows.mailing(this.name + "-" + number, (number % 2 == 0) ? "COMPLETED" : null,
					LATER.plusSeconds(number / 2).plus(number / 2, ChronoUnit.MICROS));
		}
	}

	@AfterEach
	void forget() {
		this.jdbc.update("delete from mailing where event_id like ?", this.name + "%");
	}

	@Test
	void goesFromPageToPage() throws Exception {
		List<String> seen = new ArrayList<>();
		String next = "/api/v1/mailings?limit=2";
		for (int page = 0; page < 3; page++) {
			JsonNode answer = MailingRest.read(this.rest.get(next));
			answer.path("items").values().forEach((one) -> seen.add(one.path("event_id").asString()));
			next = answer.path("next").asString("");
		}

		assertThat(seen.subList(0, 5)).containsExactly(this.name + "-4", this.name + "-3", this.name + "-2",
				this.name + "-1", this.name + "-0");
	}

	@Test
	void listsThoseOfOneStatusAlone() throws Exception {
		JsonNode first = MailingRest.read(this.rest.get("/api/v1/mailings?status=COMPLETED&limit=2"));
		JsonNode second = MailingRest.read(this.rest.get(first.path("next").asString()));

		assertThat(first.path("items").values()).extracting((one) -> one.path("event_id").asString())
			.containsExactly(this.name + "-4", this.name + "-2");
		assertThat(second.path("items").values()).extracting((one) -> one.path("status").asString())
			.containsOnly("COMPLETED");
		assertThat(second.at("/items/0/event_id").asString()).isEqualTo(this.name + "-0");
	}

	@Test
	void saysOfOneThatIsBeingSentWhereItsHeldLettersAreCounted() throws Exception {
		JsonNode running = MailingRest.read(this.rest.get("/api/v1/mailings?status=RUNNING&limit=1")).at("/items/0");

		assertThat(running.path("event_id").asString()).isEqualTo(this.name + "-3");
		assertThat(running.path("reason").asString()).endsWith("progress says how many are held");
	}

	@Test
	void saysWhatWasOrderedAndWhereToSeeMore() throws Exception {
		JsonNode newest = MailingRest.read(this.rest.get("/api/v1/mailings?limit=1")).at("/items/0");

		assertThat(newest.at("/links/self").asString()).isEqualTo("/api/v1/mailings/" + this.name + "-4/new_movies");
		assertThat(newest.at("/order/receivers").asString()).isEqualTo("http://auth/users");
		assertThat(newest.at("/order/expires_in").asString()).isEqualTo("PT87600H");
		assertThat(newest.has("receivers")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "limit=0,limit", "limit=201,limit", "limit=x,limit", "status=GONE,status", "cursor=abc,cursor",
			"cursor=%21,cursor", "cursor=MTk3MC0wMS0wMVQwMDowMDowMFogAA,cursor" })
	void namesTheFilterThatIsWrong(String query, String field) throws Exception {
		var refused = this.rest.get("/api/v1/mailings?" + query);

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(MailingRest.read(refused).at("/errors/0/field").asString()).isEqualTo(field);
	}

}
