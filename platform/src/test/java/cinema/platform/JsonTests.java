package cinema.platform;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonTests extends ShopTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"name": "a", "name": "b"}               | name       | line 1, column 21: the key name stands twice
			{"part": {"name": 1, "x": 1, "x": 2}}    | part.name  | has to be a text
			{"part": {"x": 1, "x": 2}}               | part.x     | the key x stands twice
			{"a@b.example": 1, "a@b.example": 2}     | a@b.example | a key stands twice
			{"name": "a\\ud800b"}                    | name       | lone surrogate
			{"part": {"ids": ["a", "\\udc00"]}}      | part.ids.1 | lone surrogate
			{"other": [{"x": "\\ud800"}]}            | other.0.x  | lone surrogate
			{"\\ud800": 1}                           | body       | surrogate
			{"name": "a\\u0000"}                     | name       | NUL
			{"name": false}                          | name       | has to be a text
			{"name": 1.5}                            | name       | has to be a text
			{"name": {}}                             | name       | has to be a text
			{"count": "1"}                           | count      | has to be a whole number
			{"count": 1.5}                           | count      | has to be a whole number
			{"count": true}                          | count      | has to be a whole number
			{"count": ""}                            | count      | has to be a whole number
			{"count": 1e400}                         | count      | has to be a whole number
			{"count": 99999999999}                   | count      | has to be a whole number within its range
			{"gift": "true"}                         | gift       | has to be true or false
			{"gift": 1}                              | gift       | has to be true or false
			{"price": "1"}                           | price      | has to be a number
			{"kind": "VHS"}                          | kind       | has to be one of DVD, TICKET
			{"kind": 1}                              | kind       | has to be one of DVD, TICKET
			{"kind": ""}                             | kind       | has to be one of DVD, TICKET
			{"ids": "a"}                             | ids        | has to be a list
			{"ids": [1]}                             | ids.0      | has to be a text
			{"part": []}                             | part       | has to be an object
			{"part": ""}                             | part       | has to be an object
			[]                                       | body       | has to be an object
			"x"                                      | body       | has to be an object
			{"name": "a"                             | body       | the text ends before its end
			{"name": "a"} x                          | body       | a word that JSON does not know
			{"name": secret}                         | body       | line 1, column 10: a word that JSON does not know
			{"name" "a"}                             | body       | was expecting a colon
			""")
	void saysWhereABodyIsWrong(String body, String field, String reason) {
		HttpResponse<String> refused = call("POST", "/api/v1/orders", body);

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(error(refused).path("field").asString()).as(refused.body()).isEqualTo(field);
		assertThat(error(refused).path("reason").asString()).contains(reason)
			.containsPattern("line 1, column \\d+: ")
			.doesNotContain("Source", "REDACTED", "Exception", "secret", "tools.jackson");
	}

	@Test
	void tellsTheLine() {
		assertThat(error(call("POST", "/api/v1/orders", "{\n  \"name\": \"a\",\n}")).path("reason").asString())
			.startsWith("line 3, column 1: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"name\": null, \"unknown\": [{\"x\": 1}]}", "{\"name\": \"\\ud83d\\ude00\"}",
			"{\"count\": 30.0}", "{\"count\": 3e1}",
			"{\"count\": 1, \"gift\": true, \"price\": 1, \"kind\": \"DVD\", \"ids\": [], \"part\": {}}" })
	void takesWhatIsRight(String body) {
		assertThat(call("POST", "/api/v1/orders", body).statusCode()).isEqualTo(200);
	}

	/** As JSON Schema does. */
	@ParameterizedTest
	@CsvSource({ "'{\"name\": \"\ud83d\ude00\ud83d\ude00\ud83d\ude00\"}',200", "'{\"name\": \"abcd\"}',400",
			"'{\"ids\": [\"a\", \"b\", \"c\"]}',200", "'{\"ids\": [\"a\", \"b\", \"c\", \"d\"]}',400" })
	void countsCharacters(String body, int status) {
		assertThat(call("POST", "/api/v1/orders", body).statusCode()).isEqualTo(status);
	}

	@Test
	void readsNoMoreThanAnybodyMaySend() {
		String large = "{\"other\": \"" + "x".repeat(1_200_000) + "\"}";

		HttpResponse<String> refused = call("POST", "/api/v1/orders", large);
		assertThat(refused.statusCode()).isEqualTo(413);
		assertThat(error(refused).path("field").asString()).isEqualTo("body");
		assertThat(error(refused).path("reason").asString()).isEqualTo("is larger than 1MB");
		assertThat(call("POST", "/api/v1/orders", large.replace("x".repeat(300_000), "")).statusCode()).isEqualTo(200);
	}

	/** Also where nobody reads it. */
	@Test
	void refusesWhatIsTooDeepOrTooLong() {
		for (String body : List.of("{\"x\": " + "[".repeat(101) + "]".repeat(101) + "}",
				"{\"x\": " + "1".repeat(101) + "}", "{\"" + "x".repeat(1001) + "\": 1}",
				"{\"x\": \"" + "x".repeat(1_000_001) + "\"}")) {
			HttpResponse<String> refused = call("POST", "/api/v1/orders", body);
			assertThat(refused.statusCode()).as(body.substring(0, 10)).isEqualTo(400);
			assertThat(error(refused).path("reason").asString()).contains("exceeds the maximum");
		}
	}

	@Test
	void saysThatNothingCame() {
		assertThat(error(call("POST", "/api/v1/orders", "")).path("reason").asString()).contains("missing");
	}

}
