package cinema.auth;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** In an application of its own, which loses its database in the middle. */
@DirtiesContext
@TestPropertySource(properties = "spring.datasource.hikari.connection-timeout=500")
class DatabaseAwayIntegrationTests extends AuthTest {

	@Autowired
	private HikariDataSource database;

	@Test
	void answersThatItPasses() {
		String[] person = newcomer();
		assertThat(get("/api/v1/profile", person).status()).isEqualTo(200);

		this.database.close();

		assertAway(post("/api/v1/signin", "{'email': 'ann@example.com', 'password': 'correct horse'}"));
		assertAway(post("/api/v1/signup", "{'email': 'ann@example.com', 'password': 'correct horse'}"));
		assertAway(get("/s/nobodys"));
		assertAway(get("/api/v1/users", bearer(SERVICE_TOKEN)));
		// Here it is a filter that asks, before any controller.
		assertAway(get("/api/v1/profile", person));
	}

	private static void assertAway(Answer away) {
		assertThat(away.status()).isEqualTo(503);
		assertThat(away.headers()).containsEntry("retry-after", "5");
		assertThat(away.headers().get("content-type")).startsWith("application/problem+json");
		assertThat(away.body().path("detail").asString("")).contains("The database does not answer");
	}

}
