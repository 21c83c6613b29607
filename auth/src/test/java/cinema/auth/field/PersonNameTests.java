package cinema.auth.field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PersonNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "\u202e", "\u2066", "\u200f", "\u2028", "\u0085", "\u0000", "\n" })
	void takesOneLineThatReadsInOneDirection(String hidden) {
		assertThat("Ann" + hidden + "Lee").doesNotMatch(PersonName.ONE_LINE);
		assertThat(PersonName.clean("Ann" + hidden + "Lee" + hidden)).isEqualTo("Ann Lee");
	}

	@Test
	void keepsWhatPeopleAreCalled() {
		for (String name : new String[] { "Jean-Luc O'Neil", "\u0410\u043d\u044f", "e\u0301", "\ud83d\ude00" }) {
			assertThat(name).matches(PersonName.ONE_LINE);
			assertThat(PersonName.clean(name)).isEqualTo(name);
		}
		assertThat(PersonName.clean(" ")).isNull();
		assertThat(PersonName.clean(null)).isNull();
		assertThat(PersonName.clean("\ud83d\ude00".repeat(200))).isEqualTo("\ud83d\ude00".repeat(100));
	}

}
