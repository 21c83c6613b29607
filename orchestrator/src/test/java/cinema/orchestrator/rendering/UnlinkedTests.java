package cinema.orchestrator.rendering;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What telephones make a link of, and what only looks like it. */
class UnlinkedTests {

	private static final String BASE = "https://cinema.example";

	@ParameterizedTest
	@ValueSource(strings = { "Код 492039, т.е. пароль на вход", "Код 492039 и т.д. и т.п.", "Код, т.к. вы просили",
			"Код 492039 (см.выше)", "до 1 т.р.", "Ю.А.Гагарин", "Your code, e.g. 492039", "i.e.492039 is the code",
			"The U.S. and the U.K.", "At 5 p.m.exactly", "Ihr Code, z.B. 492039", "d.h.492039", "Bis 10.30",
			"Ab 9.00Uhr", "10.30/12.00", "1.500 Rubel", "1.500,00 EUR", "1.234.567", "Версия 2.0.1", "v2.0.1-rc1",
			"Привет.Как дела?", "Код: 492039.Никому не говорите", "Code 492039.Never tell anybody",
			"Wait...code 492039", "Подождите...com", "Подождите…код", "Node.js", "A.B", "и т.д/т.п", "«Дом».Код 492039",
			"code:492039", "Code:492039.", "at:10:30", "29.11.2026", "3.14", ".com", "a..com", "Dr.Strange" })
	void leavesWhatOnlyLooksLikeALink(String text) {
		assertThat(Unlinked.apart(text, BASE)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			kino.рф                   | kino. рф
			КИНО.РФ                   | КИНО. РФ
			кино.москва, приходите    | кино. москва, приходите
			example.com/x             | example. com/x
			bit.ly/abc                | bit. ly/abc
			t.me/x                    | t. me/x
			Hello.It is here          | Hello. It is here
			evil.com                  | evil. com
			EVIL.COM                  | EVIL. COM
			evil.com.                 | evil. com.
			evil.com-492039           | evil. com-492039
			evil.com»                 | evil. com»
			«evil».com                | «evil». com
			my-evil.co.uk             | my-evil. co. uk
			492039.evil.com           | 492039.evil. com
			evil。com                 | evil。 com
			evil．com                 | evil． com
			evil｡com                  | evil｡ com
			evil.ｃｏｍ               | evil. ｃｏｍ
			evil.xn--p1ai             | evil. xn--p1ai
			xn--e1afmkfd.xn--p1ai/x   | xn--e1afmkfd. xn--p1ai/x
			evil.unheard/492039       | evil. unheard/492039
			evil.co.ck                | evil. co. ck
			readme.md                 | readme. md
			www.492039                | www. 492039
			http://evil               | http: //evil
			tel:+492039               | tel: +492039
			Код(TEL:492039)           | Код(TEL: 492039)
			10.30.1.2                 | 10. 30.1.2
			ann@evil                  | ann@ evil
			""")
	void separatesWhatATelephoneMakesALinkOf(String text, String apart) {
		assertThat(Unlinked.apart(text, BASE)).isEqualTo(apart);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://cinema.example/s/4f3.", "т.е. https://cinema.example/s/x и т.д." })
	void leavesLinksOfOurs(String text) {
		assertThat(Unlinked.apart(text, BASE)).isEqualTo(text);
	}

}
