package cinema.platform.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MailboxesTests {

	@ParameterizedTest
	@CsvSource({ "Ann@Bücher.example, ann@xn--bcher-kva.example",
			"' ann@XN--BCHER-KVA.example', ann@xn--bcher-kva.example", "mu\u0308ller@a.example, müller@a.example",
			"ann@a_b.example, ann@a_b.example", "Ann, ann" })
	void findsAMailboxHoweverItIsSpelt(String address, String key) {
		assertThat(Mailboxes.key(address)).isEqualTo(key);
	}

	@Test
	void writesAnAddressAsProgramsDo() {
		assertThat(Mailboxes.spellings("ann@bücher.example")).containsExactlyInAnyOrder("ann@bücher.example",
				"ann@xn--bcher-kva.example");
		assertThat(Mailboxes.spellings("ann@xn--bcher-kva.example")).containsExactlyInAnyOrder("ann@bücher.example",
				"ann@xn--bcher-kva.example");
		assertThat(Mailboxes.spellings("ann@a.example")).containsExactly("ann@a.example");
	}

}
