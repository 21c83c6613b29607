package cinema.auth.field;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmailsTests {

	@ParameterizedTest
	@CsvSource({ "ann@example.com, ANN@Example.COM", "ann@b\u00fccher.example, ann@XN--BCHER-KVA.example",
			"ann@b\u00fccher.example, ann@bu\u0308cher.example",
			"ann@b\u00fccher.example, ann@B\u00dcCHER\u3002example", "ann@example.com, ann@\uff45xample.com",
			"m\u00fcller@example.com, mu\u0308ller@example.com", "\u00d8re@example.com, \u00f8RE@example.com",
			"\u212aim@example.com, kim@example.com", "ann@fa\u00df.example, ann@xn--fa-hia.example" })
	void findsOneMailboxHoweverItIsSpelt(String one, String other) {
		assertThat(Emails.key(one)).isEqualTo(Emails.key(" " + other + " "));
		assertThat(Emails.key(Emails.key(one))).as("a key is its own").isEqualTo(Emails.key(one));
	}

	@ParameterizedTest
	@CsvSource({ "ann@fa\u00df.example, ann@fass.example", "stra\u00dfe@example.com, strasse@example.com",
			"ann.lee@example.com, annlee@example.com", "ann+1@example.com, ann@example.com",
			"\uff41nn@example.com, ann@example.com", "\u0430nn@example.com, ann@example.com" })
	void tellsMailboxesApart(String one, String other) {
		assertThat(Emails.key(one)).isNotEqualTo(Emails.key(other));
	}

	/** A letter goes to the mailbox that is meant, and to no look-alike. */
	@Test
	void writesToTheComposedAddress() {
		assertThat(Emails.written(" \u212aim@example.com")).isEqualTo("Kim@example.com");
		assertThat(Emails.isNational(Emails.written("\u212aim@example.com"))).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "ann@example.com, true", "ann@b\u00fccher.example, true", "ann@a_b.example, false",
			"ann@xn--a.example, false", "ann@-a.example, false", "ann@a\u200db.example, false" })
	void knowsWhichDomainsThereCanBe(String email, boolean can) {
		assertThat(Emails.hasDomain(email)).isEqualTo(can);
		assertThat(Emails.key(email)).contains("@");
	}

}
