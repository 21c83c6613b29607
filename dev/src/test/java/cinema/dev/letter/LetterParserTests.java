package cinema.dev.letter;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import cinema.dev.letter.StoredLetter.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LetterParserTests {

	@ParameterizedTest
	@ValueSource(strings = { "Анна Ли <ann@example.com>", "\"Анна Ли\" <ann@example.com>",
			"=?UTF-8?B?0JDQvdC90LAg0JvQuA==?= <ann@example.com>",
			"=?utf-8?q?=D0=90=D0=BD=D0=BD=D0=B0_=D0=9B=D0=B8?= <ann@example.com>",
			"=?UTF-8?B?0JDQvdC90LA=?=\r\n =?UTF-8?B?INCb0Lg=?=\r\n <ann@example.com>",
			"=?KOI8-R?B?4c7OwSDsyQ==?= <ann@example.com>", "=?UTF-8*ru?B?0JDQvdC90LAg0JvQuA==?= <ann@example.com>",
			"\"=?UTF-8?B?0JDQvdC90LAg0JvQuA==?=\" <ann@example.com>" })
	void readsANameHoweverItIsWritten(String to) {
		StoredLetter letter = parse("To: " + to + "\r\nFrom: " + to + "\r\nSubject: x\r\n\r\ntext");

		assertThat(letter.to()).containsExactly(new Person("Анна Ли", "ann@example.com"));
		assertThat(letter.from()).isEqualTo(new Person("Анна Ли", "ann@example.com"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Фильмы 🎬 пятницы", "=?UTF-8?B?0KTQuNC70YzQvNGLIPCfjqwg0L/Rj9GC0L3QuNGG0Ys=?=",
			"=?UTF-8?B?0KTQuNC70YzQvNGLIPCfjqwg?=\r\n =?UTF-8?Q?=D0=BF=D1=8F=D1=82=D0=BD=D0=B8=D1=86=D1=8B?=" })
	void readsASubjectHoweverItIsWritten(String subject) {
		StoredLetter letter = parse("Subject: " + subject + "\r\n\r\ntext");

		assertThat(letter.subject()).isEqualTo("Фильмы 🎬 пятницы");
		assertThat(letter.headers()).contains(Map.entry("Subject", "Фильмы 🎬 пятницы"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "=?no-such-charset?B?0JA=?=", "=?UTF-8?B?%%%?=", "=?UTF-8?X?abc?=", "=?", "" })
	void showsWhatNobodyCanDecodeAndKeepsTheRest(String word) {
		StoredLetter letter = parse(
				"To: " + word + " <ann@example.com>, bob@example.com\r\nSubject: " + word + "\r\n\r\nПривет");

		assertThat(letter.to()).extracting(Person::address).containsExactly("ann@example.com", "bob@example.com");
		assertThat(letter.text()).isEqualTo("Привет");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<<>>", "a, , b", "undisclosed-recipients:;", "\"open <ann@example.com>", "@@@" })
	void takesAnyReceiver(String to) {
		assertThat(parse("To: " + to + "\r\nSubject: x\r\n\r\ntext").subject()).isEqualTo("x");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain; charset=no-such", "text/plain; charset=\"", "text/plain; charset=utf-8",
			"text/plain", "text/plain; charset=unknown-8bit" })
	void readsTextInAnyCharset(String type) {
		assertThat(parse("Subject: x\r\nContent-Type: " + type + "\r\n\r\nПривет").plain()).contains("Привет");
	}

	@Test
	void readsAnOldCharsetAndAnUnknownEncoding() {
		byte[] old = "Content-Type: text/plain; charset=windows-1251\r\n\r\nПривет".getBytes(Charset.forName("cp1251"));

		assertThat(LetterParser.parse("1", Instant.EPOCH, "", old).text()).isEqualTo("Привет");
		assertThat(parse("Content-Transfer-Encoding: x-odd\r\nContent-Type: text/plain\r\n\r\nПривет").text())
			.isEqualTo("Привет");
		assertThat(
				LetterParser.parse("1", Instant.EPOCH, "", "Subject: é\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1))
					.subject())
			.isEqualTo("é");
	}

	@Test
	void findsHtmlAndTextInAnyDepth() {
		StoredLetter letter = parse("""
				Content-Type: multipart/mixed; boundary=a

				--a
				Content-Type: multipart/alternative; boundary=b

				--b
				Content-Type: text/plain; charset=utf-8

				Привет
				--b
				Content-Type: text/html; charset=utf-8

				<p>Привет</p>
				--b--
				--a--
				""".replace("\n", "\r\n"));

		assertThat(letter.text().strip()).isEqualTo("Привет");
		assertThat(letter.html().strip()).isEqualTo("<p>Привет</p>");
	}

	@Test
	void readsNoHtmlOutOfBrokenParts() {
		assertThat(parse("Content-Type: multipart/alternative\r\nSubject: x\r\n\r\nno part").subject()).isEqualTo("x");
		assertThat(parse("").subject()).isEmpty();
	}

	private static StoredLetter parse(String message) {
		return LetterParser.parse("1", Instant.EPOCH, "", message.getBytes(StandardCharsets.UTF_8));
	}

}
