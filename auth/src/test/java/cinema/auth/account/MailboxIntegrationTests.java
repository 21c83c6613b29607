package cinema.auth.account;

import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.auth.AuthTest;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/** One mailbox is one account, however it is spelt. */
class MailboxIntegrationTests extends AuthTest {

	@Autowired
	private MailboxKeys keys;

	@Autowired
	private JdbcTemplate database;

	@Test
	void makesOneAccountOfOneMailbox() {
		String local = "user-" + UUID.randomUUID();
		String email = local + "@b\u00fccher.example";
		String id = signUp(email);

		for (String spelling : List.of(local + "@xn--bcher-kva.example",
				local.toUpperCase(Locale.ROOT) + "@B\u00dcCHER.example", local + "@bu\u0308cher.example")) {
			assertThat(post("/api/v1/signup", "{'email': '" + spelling + "', 'password': 'another horse'}").status())
				.as(spelling)
				.isEqualTo(409);
			assertThat(tokens(spelling, "correct horse").has("access_token")).as(spelling).isTrue();
		}
		assertThat(get("/api/v1/users?email=" + local + "%40xn--bcher-kva.example", bearer(SERVICE_TOKEN)).body()
			.at("/items/0/id")
			.asString()).isEqualTo(id);
	}

	@Test
	void countsAllSpellingsTogether() {
		String local = "user-" + UUID.randomUUID();
		String[] spellings = { "@b\u00fccher.example", "@xn--bcher-kva.example", "@bu\u0308cher.example" };
		signUp(local + spellings[0]);
		for (int i = 0; i < 5; i++) {
			assertThat(guess(local + spellings[i % 3])).isEqualTo(401);
		}
		assertThat(guess(local + "@B\u00dccher.example")).isEqualTo(429);
	}

	private int guess(String email) {
		return post("/api/v1/signin", "{'email': '" + email + "', 'password': 'wrong horse'}", from(newAddress()))
			.status();
	}

	@Test
	void refusesADomainThatCannotBe() {
		Answer refused = post("/api/v1/signup", "{'email': 'ann@a_b.example', 'password': 'correct horse'}");

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo("email");
	}

	@Test
	void leavesOutHintsThatItCannotUseAndSaysSo() {
		JsonNode made = post("/api/v1/signup", "{'email': '" + newEmail() + "', 'password': 'correct horse', "
				+ "'time_zone': 'Mars/Olympus', 'locale': 'x', 'phone': '+1'}")
			.body();
		assertThat(made.path("ignored").toString()).isEqualTo("[\"time_zone\",\"locale\",\"phone\"]");
		assertThat(made.path("time_zone").asString()).isEqualTo("Europe/Moscow");
		assertThat(made.path("locale").asString()).isEqualTo("en");
		assertThat(made.path("phone").isNull()).isTrue();

		for (String zone : List.of("+25:00", "GMT+3", "", "x".repeat(5000))) {
			assertThat(post("/api/v1/signup",
					"{'email': '" + newEmail() + "', 'password': 'correct horse', " + "'time_zone': '" + zone + "'}")
				.body()
				.path("ignored")
				.toString()).isEqualTo("[\"time_zone\"]");
		}

		JsonNode told = post("/api/v1/signup", "{'email': '" + newEmail() + "', 'password': 'correct horse', "
				+ "'time_zone': 'Asia/Tokyo', 'locale': 'ru-RU', 'phone': '+44 20 7946 0958'}")
			.body();
		assertThat(told.path("ignored")).isEmpty();
		assertThat(told.path("time_zone").asString()).isEqualTo("Asia/Tokyo");
		assertThat(told.path("phone").asString()).isEqualTo("+442079460958");
	}

	/**
	 * As an earlier version has left them: by keys that were the address as it was typed.
	 */
	@Test
	void findsOldAccountsByTheirMailbox() {
		String local = "user-" + UUID.randomUUID();
		String alone = signUp(local + "@stra\u00dfe.example");
		String first = signUp(local + "@b\u00fccher.example");
		this.jdbc.sql("update users set email_key = email where email like ?").param(local + "%").update();
		String second = signUp(local + "@xn--bcher-kva.example");

		this.database.execute((ConnectionCallback<Void>) (connection) -> {
			this.keys.migrate(on(connection));
			return null;
		});

		assertThat(key(alone)).isEqualTo(local + "@xn--strae-oqa.example");
		assertThat(key(second)).as("it has the mailbox already").isEqualTo(local + "@xn--bcher-kva.example");
		assertThat(key(first)).as("of one mailbox with the other").isEqualTo(local + "@b\u00fccher.example");
	}

	private String key(String id) {
		return this.jdbc.sql("select email_key from users where id = ?::uuid").param(id).query(String.class).single();
	}

	private static Context on(Connection connection) {
		return new Context() {
			@Override
			public Configuration getConfiguration() {
				return mock(Configuration.class);
			}

			@Override
			public Connection getConnection() {
				return connection;
			}
		};
	}

}
