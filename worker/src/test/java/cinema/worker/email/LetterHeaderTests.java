package cinema.worker.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The bytes of headers and commands at a server that offers 8BITMIME and SMTPUTF8. */
class LetterHeaderTests {

	private SmtpScript smtp;

	@BeforeEach
	void start() throws Exception {
		this.smtp = new SmtpScript();
		this.smtp.extensions = List.of("8BITMIME", "SMTPUTF8", "PIPELINING");
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
	}

	static List<String> names() {
		return List.of("Анна", "Анна 🎬", "Ann Lee", "O'Brien, Ann", "Ann \"The Cat\" Lee", "a\\b", "ann@example.com",
				"Ann (boss) <x@y>", "=?UTF-8?Q?eve?=", "Анна-Мария Константиновна ".repeat(12).strip(),
				"👩‍👩‍👧‍👦".repeat(40), "x".repeat(1500), "Ann ".repeat(300).strip(), "李小龍", ".", "é");
	}

	@ParameterizedTest
	@MethodSource("names")
	void writesNamesAndSubjectsInAsciiThatReadsAsTheyWereGiven(String name) throws Exception {
		send("ann@example.com", name, name, Map.of());

		MimeMessage letter = letter();
		assertThat(((InternetAddress) letter.getAllRecipients()[0]).getPersonal()).isEqualTo(name);
		assertThat(((InternetAddress) letter.getAllRecipients()[0]).getAddress()).isEqualTo("ann@example.com");
		assertThat(((InternetAddress) letter.getFrom()[0]).getPersonal()).isEqualTo("Кинотеатр, «Cinema»");
		assertThat(letter.getSubject()).isEqualTo(name);
		assertThat(head().lines()).allSatisfy((line) -> assertThat(line).matches("[\\t -~]{1,80}").isNotBlank());
		assertThat(this.smtp.commands).noneMatch((command) -> command.contains("SMTPUTF8"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\r\nBcc: eve@example.com", "a\nBcc: eve@example.com", "a\rBcc: eve@example.com",
			"Анна\r\n\r\nBcc: eve@example.com", "a\u0085Bcc: eve@example.com", "a\u2028Bcc: eve@example.com",
			"a\u760d\u760aBcc: eve@example.com", "a\u0000Bcc: eve@example.com" })
	void beginsNoOtherHeaderInsideAName(String name) throws Exception {
		send("ann@example.com", name, name, Map.of("X-Notice", name));

		MimeMessage letter = letter();
		assertThat(letter.getHeader("Bcc")).isNull();
		assertThat(letter.getAllRecipients()).hasSize(1);
		assertThat(letter.getSubject()).contains("Bcc: eve");
		assertThat(head()).contains("Auto-Submitted: auto-generated");
	}

	@Test
	void encodesOtherHeadersAndLeavesThoseForProgramsAsTheyAre() throws Exception {
		String link = "<https://cinema.example/u/" + "x".repeat(90) + ">, <mailto:out@cinema.example>";
		send("ann@example.com", "Ann", "x", Map.of("X-Film", "Сталкер", "List-Unsubscribe", link));

		assertThat(MimeUtility.decodeText(letter().getHeader("X-Film", null))).isEqualTo("Сталкер");
		assertThat(MimeUtility.unfold(letter().getHeader("List-Unsubscribe", null))).isEqualTo(link);
		assertThat(head()).matches("(?s)[\\r\\n\\t -~]*").doesNotContain("List-Unsubscribe: =?");
	}

	@Test
	void asksForUtf8OnlyForAnAddressThatNeedsIt() throws Exception {
		send("анна@пример.рф", "Анна", "x", Map.of());
		send("ann@пример.рф", "Анна", "x", Map.of());

		assertThat(this.smtp.commands).filteredOn((command) -> command.startsWith("MAIL"))
			.map((command) -> command.replaceAll("( BODY=8BITMIME)? *$", ""))
			.containsExactly("MAIL FROM:<no-reply@xn--e1afmkfd.xn--p1ai> SMTPUTF8",
					"MAIL FROM:<no-reply@xn--e1afmkfd.xn--p1ai>");
		assertThat(this.smtp.commands).filteredOn((command) -> command.startsWith("RCPT"))
			.map((command) -> utf8(command).strip())
			.containsExactly("RCPT TO:<анна@xn--e1afmkfd.xn--p1ai>", "RCPT TO:<ann@xn--e1afmkfd.xn--p1ai>");
		assertThat(utf8(this.smtp.letters.get(0))).contains("<анна@xn--e1afmkfd.xn--p1ai>")
			.contains("To: =?UTF-8?B?")
			.contains("Subject: x");
		assertThat(this.smtp.letters.get(1)).matches("(?s)[\\r\\n\\t -~]*");
	}

	private void send(String address, String name, String subject, Map<String, String> headers) throws Exception {
		Posting posting = new Posting(UUID.randomUUID().toString(), "event/a/1", "1", "welcome", "account",
				Channel.EMAIL, Urgency.NORMAL, new PostingReceiver("1", address, name, "Europe/Moscow", "ru"), subject,
				"<p>Привет</p>", "Привет", headers, Postings.DEADLINE, null, 1);
		assertThat(EmailSettings.send(channel(), posting)).isInstanceOf(SendResult.Sent.class);
	}

	private EmailChannel channel() throws MessagingException {
		EmailProperties properties = new EmailProperties("no-reply@пример.рф", null, "Кинотеатр, «Cinema»",
				"cinema.example", null, 2, 2, 3, Duration.ofSeconds(30), 5, EmailSettings.LATE,
				EmailSettings.properties().timeouts(), Map.of());
		return EmailSettings.channel(this.smtp.port(), properties, new SimpleMeterRegistry(), Clock.systemUTC());
	}

	private MimeMessage letter() throws MessagingException {
		return new MimeMessage(Session.getInstance(new Properties()),
				new ByteArrayInputStream(this.smtp.letters.get(0).getBytes(StandardCharsets.ISO_8859_1)));
	}

	private String head() {
		String source = this.smtp.letters.get(0);
		return source.substring(0, source.indexOf("\n\n"));
	}

	private static String utf8(String bytes) {
		return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
	}

}
