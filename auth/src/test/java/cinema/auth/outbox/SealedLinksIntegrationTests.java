package cinema.auth.outbox;

import java.util.List;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** With a key, no link that works is in any table. */
@TestPropertySource(properties = AuthTest.SEAL)
class SealedLinksIntegrationTests extends AuthTest {

	@Test
	void leavesNoLinkInTheOutboxNorAnywhereElse() {
		newcomer();
		String event = this.jdbc.sql("select event from outbox where event like '%confirm_link%' order by number desc")
			.query(String.class)
			.list()
			.get(0);
		JsonNode announced = JsonMapper.shared().readTree(event);
		String sealed = announced.at("/details/confirm_link").asString();
		assertThat(sealed).startsWith("sealed:tests:");

		String link = opened(announced, "confirm_link");
		assertThat(link).startsWith("/s/");
		assertThat(get(link).status()).isEqualTo(302);
		String confirmation = get(link).headers().get("location");
		String code = confirmation.substring(confirmation.indexOf("code=") + 5);
		assertThat(everything()).isNotEmpty().noneMatch((row) -> row.contains(link.substring(3)) || row.contains(code));
	}

	@Test
	void announcesAnErasureWithAnAddressThatWasProvenAndSealedAlone() {
		String email = newEmail();
		String id = signUp(email);
		String stranger = newEmail();
		String unproven = signUp(stranger);
		prove(id);
		for (String one : List.of(email, stranger)) {
			call("DELETE", "/api/v1/profile", "{\"password\": \"correct horse\"}",
					bearer(signIn(one, "correct horse")));
		}

		JsonNode erased = event("user_erased", id);
		assertThat(erased.toString()).doesNotContain(email);
		assertThat(opened(erased, "erased_email")).isEqualTo(email);
		assertThat(erased.at("/details/locale").asString()).as("of the last letter").isEqualTo("en");
		assertThat(event("user_erased", unproven).path("details").has("erased_email")).isFalse();
	}

	private List<String> everything() {
		return this.jdbc.sql("select table_name from information_schema.tables where table_schema = 'public'")
			.query(String.class)
			.list()
			.stream()
			.flatMap(
					(table) -> this.jdbc.sql("select t::text from " + table + " t").query(String.class).list().stream())
			.toList();
	}

}
