package cinema.platform.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DomainsTests {

	/** The first four mean another domain by IDNA 2003. */
	@ParameterizedTest
	@CsvSource({ "faß.example,xn--fa-hia.example", "βόλος.com,xn--nxasmm1c.com", "ශ්\u200dරී.com,xn--10cl1a0b660p.com",
			"نامه\u200cای.com,xn--mgba3gch31f060k.com", "FASS.example,fass.example",
			"münchen.example,xn--mnchen-3ya.example", "mu\u0308nchen.example,xn--mnchen-3ya.example",
			"ｅｘａｍｐｌｅ。com,example.com", "xn--mnchen-3ya.example,xn--mnchen-3ya.example",
			"пример.рф,xn--e1afmkfd.xn--p1ai", "Example.COM,example.com" })
	void writesADomainInTheOneFormThatTheDnsKnows(String domain, String ascii) {
		assertThat(Domains.ascii(domain)).isEqualTo(ascii);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-a.example", "a-.example", "a..example", "xn--a.example", "a b.example", "a_b.example",
			"\u0300a.example", "a\u200db.example", "אa.example", "a/b", "a\r\nb", "a⒈com" })
	void refusesADomainThatCannotBe(String domain) {
		assertThatIllegalArgumentException().isThrownBy(() -> Domains.ascii(domain)).withMessageContaining("cannot be");
	}

	@Test
	void refusesWhatIsTooLong() {
		assertThatIllegalArgumentException().isThrownBy(() -> Domains.ascii("a".repeat(64) + ".example"));
		assertThatIllegalArgumentException().isThrownBy(() -> Domains.ascii("abcdefghi.".repeat(26) + "example"));
	}

}
