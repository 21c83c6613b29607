package cinema.orchestrator.rendering;

import java.util.Map;

import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where a code that works once may not be sent to. */
class OneTimeLinksTests {

	private static final String BASE = "https://cinema.example";

	private final OneTimeLinks links = OneTimeLinks.of(BASE, Map.of("confirm_code", "492039"));

	@ParameterizedTest
	@ValueSource(strings = { "See evil.example/492039", "See //evil.example/492039 https://evil.example",
			"www.evil.example 492039", "Call tel:+492039", "ann@evil.example",
			"https://cinema.example/x\"evil.example/492039", "https://cinema.example.evil.org/492039",
			"See evil\u3002example/492039" })
	void refusesATextThatLeadsElsewhere(String text) {
		assertThatThrownBy(() -> this.links.requireApart(text, Unlinked.apart(text, BASE)))
			.isInstanceOf(TemplateFaultException.class)
			.hasMessageContaining("a link to another place than ours");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Cinema: your code is 492039. It works for 120 seconds.", "Код (492039), «до 10.30»...",
			"See https://cinema.example/s/492039.", "See https://cinema.example. 492039", "At 10:30: \"492039.\"" })
	void takesATextThatLeadsNowhereElse(String text) {
		assertThat(Unlinked.apart(text, BASE)).isEqualTo(text);
	}

	/** A country is no secret, and its two letters are in many links. */
	@Test
	void takesNothingElseForACode() {
		OneTimeLinks none = OneTimeLinks.of(BASE, Map.of("country_code", "RU", "promo_code", "CINEMA"));

		assertThatCode(() -> none.require(Parser.builder().build().parse("[x](https://films.example)"),
				"https://films.example/ru"))
			.doesNotThrowAnyException();
	}

}
