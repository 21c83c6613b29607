package cinema.dev.document;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"a": 1, "b": [1, 2]}      | {"b": [1, 2], "a": 1}            |
			{"a": 1}                   | {"a": 1, "b": 2}                 | /b is not in the document
			{"a": 1, ...}              | {"a": 1, "b": 2}                 |
			{"a": 1, "b": ...}         | {"a": 1, "b": {"c": 2}}          |
			{"a": 1, "b": ...}         | {"a": 1}                         | /b is missing
			{"a": {"b": "x"}}          | {"a": {"b": "y"}}                | /a/b is "y", not "x"
			{"a": 1}                   | {"a": "1"}                       | /a is "1", not 1
			[2, ...]                   | [1, 2, 3]                        |
			[4, ...]                   | [1, 2, 3]                        | ` has nothing like 4`
			[...]                      | []                               |
			[1, 2]                     | [2, 1]                           | /0 is 2, not 1
			[1, 2]                     | [1, 2, 3]                        | ` has 3 elements, not 2`
			{"a": "held until ..."}    | {"a": "held until 08:00"}        |
			{"a": "held until ..."}    | {"a": "sent"}                    | /a is "sent", not "held until ..."
			{"a": "2026-11-24T10:00Z"} | {"a": "2031-01-01T09:30:00.12Z"} |
			{"a": "2026-11-24T10:00Z"} | {"a": "tomorrow"}                | /a is "tomorrow", not "2026-11-24T10:00Z"
			{"a": 1}                   | nothing                          | no JSON: Unrecognized token 'nothing'
			""")
	void comparesJson(String expected, String came, String difference) {
		assertDifference("json", expected, came, difference);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			one;two                              | one;two                              |
			one                                  | one;two                              | the text is another one
			one;...;three                        | one;two;more;three                   |
			one;...;three                        | one;three                            |
			one;...;ree                          | one;two;three                        | the text is another one
			HTTP/1.1 2...                        | HTTP/1.1 202                         |
			http://127.0.0.1:8081/s/Zk3xQ1b9LmN  | http://127.0.0.1:40001/s/aB3dE5gH    |
			event/9d3c2f0e-5a1b-4c8d-9e7f-0a1b2c3d4e5f | event/00000000-0000-4000-8000-000000000000 |
			notifications.events-0-1             | notifications.events-3-77            |
			after 12 ms                          | after 7 ms                           |
			after 12 ms                          | after a while                        | the text is another one
			""")
	void comparesText(String expected, String came, String difference) {
		assertDifference("text", expected.replace(';', '\n'), came.replace(';', '\n'), difference);
	}

	private static void assertDifference(String language, String expected, String came, String difference) {
		Block block = new Block("page.md", 1, language, expected, true);
		if (difference == null) {
			assertThat(Answer.difference(block, came)).isEmpty();
		}
		else {
			assertThat(Answer.difference(block, came))
				.hasValueSatisfying((told) -> assertThat(told).startsWith(difference));
		}
	}

}
