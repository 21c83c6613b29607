package cinema.orchestrator.admin.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What is written as lines reads back as it was. */
class ContextLinesTests {

	private static final String LETTERS = "ab1=:\"'[]{},.-+eE\\ \t\n\r\u00a0\u2028\u0000\u042f\ud83c\udfac0";

	private static final List<String> WORDS = List.of("", " ", "5", "-0", "1.50", "1e5", "true", "null", "007", "\"",
			"\"a\"", "[1]", "[", "{\"a\": 1}", "a\nb", "a = b", "http://fastapi/api/v1/movies/?new=True", "NaN");

	private final Random random = new Random(10);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"limit\": 5, \"vip\": true, \"text\": \"a\\nb\", \"tag\": \"[1]\"}",
			"{\"none\": null, \"word\": \"null\", \"year\": \"2026\", \"rate\": 1.5, \"big\": 12345678901234567890}",
			"{\"a = b\": 1, \"\": \"x\"}", "{\"films\": [{\"name\": \"Ann\"}], \"url\": \"http://a/b?c=d\"}" })
	void changesNothingThatIsOnlyLookedAt(String json) {
		requireSame(JsonMapper.shared().readValue(json, Map.class));
	}

	@Test
	void changesNothingWhateverItIs() {
		for (int round = 0; round < 20_000; round++) {
			Map<String, Object> values = new LinkedHashMap<>();
			for (int i = this.random.nextInt(4); i > 0; i--) {
				values.put((this.random.nextInt(4) > 0) ? "name" + i : text(), value(2));
			}
			requireSame(values);
		}
	}

	/** A browser sends lines that end as RFC 2046 wants it. */
	private static void requireSame(Map<String, Object> values) {
		String written = ContextLines.write(values);
		assertThat(ContextLines.read(written.strip().replace("\n", "\r\n"))).as(written).isEqualTo(values);
	}

	private Object value(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 9 : 7)) {
			case 0 -> this.random.nextInt();
			case 1 -> this.random.nextLong();
			case 2 -> this.random.nextGaussian();
			case 3 -> this.random.nextBoolean();
			case 4 -> null;
			case 5 -> WORDS.get(this.random.nextInt(WORDS.size()));
			case 6 -> text();
			case 7 -> {
				List<Object> list = new ArrayList<>();
				list.add(value(depth - 1));
				yield list;
			}
			default -> new LinkedHashMap<>(Map.of(text(), List.of(text())));
		};
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		int[] letters = LETTERS.codePoints().toArray();
		for (int i = this.random.nextInt(6); i > 0; i--) {
			text.appendCodePoint(letters[this.random.nextInt(letters.length)]);
		}
		return text.toString();
	}

	@Test
	void writesWhatPeopleWouldType() {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("movies", "http://fastapi/api/v1/movies/?new=True");
		values.put("limit", 5);
		values.put("year", "2026");

		assertThat(ContextLines.write(values))
			.isEqualTo("movies = http://fastapi/api/v1/movies/?new=True\nlimit = 5\nyear = \"2026\"");
		assertThat(ContextLines.read("price = 1.50\ncode=007")).containsEntry("price", "1.50")
			.containsEntry("code", "007");
	}

	@Test
	void wantsANameOnEachLine() {
		assertThatIllegalArgumentException().isThrownBy(() -> ContextLines.read("a = 1\nmovies"))
			.withMessageContaining("on each line");
	}

}
