package cinema.orchestrator.letter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PersonNameTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Ann http://evil.example/x          | Ann
			Ann evil.com                       | Ann evil. com
			evil.com/login Ann                 | Ann
			www.evil.com                       |
			(www.evil) Ann                     | Ann
			HTTPS://EVIL                       |
			mailto:a@b.c Ann                   | Ann
			tel:+79 javascript:alert(1) Ann    | Ann
			a@b.c, Ann                         | Ann
			evil．com                      | evil. com
			evil。com                      | evil. com
			evil․com                      | evil. com
			a＠b Ann                       | Ann
			192.168.1.1 Ann                    | Ann
			Call 8 800 555 35 35               | Call
			evil.‍com                     | evil. ‍com
			evil.­com                     | evil. com
			""")
	void leavesNothingThatAMailProgramTurnsIntoALink(String said, String name) {
		assertThat(PersonName.of(said)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u202e", "\u2067", "\u200e", "\u061c", "\ud800", "\ue000", "\ufeff" })
	void leavesNothingThatNobodySees(String hidden) {
		assertThat(PersonName.of("An" + hidden + "n")).isEqualTo("Ann");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\n", "\u2028", "\u2029", "\u0085", "\u0000", "\t", "\u00a0" })
	void keepsToOneLine(String end) {
		assertThat(PersonName.of("Ann" + end + "Lee")).isEqualTo("Ann Lee");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Ann", "Jean-Luc O'Neil", "\u0410\u043d\u044f", "Louis 14", "Sammy Davis Jr.",
			"\ud83d\udc69\u200d\ud83d\ude80", "**x**", "${7*7}", "AC/DC" })
	void keepsWhatPeopleAreCalled(String name) {
		assertThat(PersonName.of(name)).isEqualTo(name);
	}

	@Test
	void keepsToALength() {
		assertThat(PersonName.of("\ud83d\ude00".repeat(200))).isEqualTo("\ud83d\ude00".repeat(100));
		assertThat(PersonName.of(null)).isNull();
		assertThat(PersonName.of("St.John")).isEqualTo("St. John");
	}

}
