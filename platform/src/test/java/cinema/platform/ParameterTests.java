package cinema.platform;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ParameterTests extends ShopTest {

	private static final String FILMS = "/api/v1/films";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			email=bob@example.com | email   | there are id, size, user_id
			userId=bob            | userId  | did you mean user_id?
			user-id=bob           | user-id | did you mean user_id?
			usr_id=bob            | usr_id  | did you mean user_id?
			user=bob              | user    | did you mean user_id?
			sise=3                | sise    | did you mean size?
			size=3&nobody=        | nobody  | is no parameter here
			user_id=a&user_id=b   | user_id | is given 2 times
			user_id=a%00b         | user_id | NUL
			size=1&size=1         | size    | is given 2 times
			size=                 | size    | is empty
			""")
	void namesTheParameterThatWouldBeMisread(String query, String name, String reason) {
		for (String path : new String[] { FILMS, FILMS + "/" }) {
			HttpResponse<String> refused = call("GET", path + "?" + query, "");
			assertThat(refused.statusCode()).isEqualTo(400);
			assertThat(error(refused).path("field").asString()).isEqualTo(name);
			assertThat(error(refused).path("reason").asString()).contains(reason);
		}
	}

	@Test
	void takesWhatIsDeclared() {
		assertThat(call("GET", FILMS + "?user_id=a&id=1&id=2&size=3", "").body()).contains("[\"1\",\"2\"]",
				"\"size\":3");
	}

	@Test
	void refusesThemAlsoWhereNoneIsDeclared() {
		HttpResponse<String> refused = call("POST", "/api/v1/orders?dry_run=true", "{}");
		assertThat(error(refused).path("field").asString()).isEqualTo("dry_run");
		assertThat(error(refused).path("reason").asString()).contains("there are none");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/v1/offer?code=a&utm_source=mail&fbclid=1&fbclid=2", "/page?code=a&utm_source=mail" })
	void ignoresWhatOthersAddToLinks(String path) {
		assertThat(call("GET", path, "").body()).isEqualTo("a");
	}

	@Test
	void joinsNothingBehindLinksEither() {
		assertThat(error(call("GET", "/api/v1/offer?code=X&code=X", "")).path("field").asString()).isEqualTo("code");
	}

	@Test
	void leavesAFormWhereJsonIsReadToItsMediaType() {
		assertThat(call("POST", "/api/v1/orders", "name=a", "Content-Type", "application/x-www-form-urlencoded")
			.statusCode()).isEqualTo(415);
	}

}
