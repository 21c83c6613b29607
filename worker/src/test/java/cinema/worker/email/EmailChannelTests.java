package cinema.worker.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Properties;

import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What each behaviour of an SMTP server means for a letter. */
class EmailChannelTests {

	private SmtpScript smtp;

	private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

	private EmailChannel email;

	@BeforeEach
	void start() throws Exception {
		this.smtp = new SmtpScript();
		this.email = channel(this.smtp.port());
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
	}

	private static EmailChannel channel(int port) throws MessagingException {
		return EmailSettings.channel(port, EmailSettings.properties(), METERS, Clock.systemUTC());
	}

	private SendResult send(Posting posting) {
		return EmailSettings.send(this.email, posting);
	}

	@Test
	void sendsALetterThatArrivesAsItWasWritten() throws Exception {
		Posting posting = Postings.posting();
		assertThat(send(posting)).isEqualTo(new SendResult.Sent("250 2.0.0 queued as 7"));
		String source = this.smtp.letters.get(0).replaceAll("(?m)^\\.\\.", ".");
		MimeMessage letter = new MimeMessage(Session.getInstance(new Properties()),
				new ByteArrayInputStream(source.getBytes(StandardCharsets.ISO_8859_1)));
		assertThat(letter.getMessageID()).isEqualTo("<" + posting.id() + "@cinema.example>");
		assertThat(letter.getSubject()).isEqualTo(posting.subject());
		assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
		assertThat(letter.getHeader("X-Notice")).containsExactly("welcome");
		assertThat(letter.getAllRecipients()[0].toString()).contains("ann@example.com");
		Multipart parts = (Multipart) letter.getContent();
		assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n")).isEqualTo(posting.text());
		assertThat(parts.getBodyPart(1).getContent()).isEqualTo(posting.html());
	}

	@Test
	void usesAConnectionForSeveralLettersAndThenANewOne() {
		for (int i = 0; i < 4; i++) {
			assertThat(send(Postings.posting())).isInstanceOf(SendResult.Sent.class);
		}
		assertThat(this.smtp.connections).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "451 try later", "421 closing", "452 full" })
	void defersOnATemporaryReply(String reply) {
		this.smtp.answers.put(".", reply);
		assertThat(send(Postings.posting())).isInstanceOf(SendResult.Deferred.class);
	}

	@Test
	void rejectsOnAPermanentReplyAndRepeatsNoAddress() {
		this.smtp.answers.put("RCPT", "550 5.1.1 <ann@example.com> is nobody here");
		assertThat(send(Postings.posting())).isInstanceOfSatisfying(SendResult.Rejected.class,
				(rejected) -> assertThat(rejected.detail()).contains("550").doesNotContain("ann@"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			550 5.1.1 user ann.lee unknown                   | 550 5.1.1 user <address> unknown
			550 5.1.1 "Ann.Lee+films"... User unknown        | 550 5.1.1 "<address>"... User unknown
			550 No mailbox ANN.LEE at example.com            | 550 No mailbox <address> at example.com
			550 5.1.1 unknown: ann.lee+films=example.com@mx  | 550 5.1.1 unknown: <address>
			552 Анна has no room left                        | 552 <address> has no room left
			550 5.1.1 joann.leeds is somebody else           | 550 5.1.1 joann.leeds is somebody else
			""")
	void repeatsNothingThatNamesTheReceiver(String reply, String told) {
		this.smtp.answers.put("RCPT", reply);
		assertThat(send(Postings.to("Ann.Lee+films@example.com"))).isInstanceOfSatisfying(SendResult.Rejected.class,
				(rejected) -> assertThat(rejected.detail()).isEqualTo(told));
	}

	@Test
	void keepsTheCodesOfAMailboxOfDigits() {
		this.smtp.answers.put("RCPT", "550 5.1.1 no 550 or 1 here");
		assertThat(send(Postings.to("550@example.com"))).isInstanceOfSatisfying(SendResult.Rejected.class,
				(rejected) -> assertThat(rejected.detail()).isEqualTo("550 5.1.1 no <address> or 1 here"));
	}

	@Test
	void namesNobodyWhoseLetterWasTaken() {
		this.smtp.answers.put(".", "250 2.0.0 queued for ann as 7F");
		assertThat(send(Postings.to("ann@example.com"))).isInstanceOfSatisfying(SendResult.Sent.class,
				(sent) -> assertThat(sent.providerReference()).isEqualTo("250 2.0.0 queued for <address> as 7F"));
	}

	@Test
	void defersWhenNobodyListens() throws Exception {
		try (ClosedPort nobody = new ClosedPort()) {
			assertThat(EmailSettings.send(channel(nobody.number()), Postings.posting()))
				.isInstanceOf(SendResult.Deferred.class);
		}
	}

	@Test
	void defersWhenTheConnectionEndsBeforeTheLetter() {
		this.smtp.answers.put("RCPT", SmtpScript.END);
		assertThat(send(Postings.posting())).isInstanceOf(SendResult.Deferred.class);
	}

	@Test
	void knowsNothingWhenTheConnectionEndsAfterTheFinalDot() {
		this.smtp.answers.put(".", SmtpScript.END);
		assertThat(send(Postings.posting())).isInstanceOf(SendResult.Unknown.class);
	}

	@Test
	void knowsNothingWhenNoAnswerComesAfterTheFinalDot() {
		this.smtp.answers.put(".", "");
		assertThat(send(Postings.posting())).isInstanceOf(SendResult.Unknown.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ann@example.com,bob@example.com", "ann", "@example.com", "ann@", "ann@exa mple.com",
			"ann@example.com\r\nRCPT TO:<eve@example.com>", "ann\u760d\u760aRCPT@example.com", "a\u2028b@example.com",
			"<ann@example.com>", "ann@@example.com", "anna..lee@example.com", "ann@-example-.com", "анна@example.com" })
	void rejectsWhatIsNoSingleAddressAndSaysNothingToTheServer(String address) {
		assertThat(send(Postings.to(address))).isInstanceOf(SendResult.Rejected.class);
		assertThat(this.smtp.letters).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "ann@пример.рф,ann@xn--e1afmkfd.xn--p1ai", "bob@faß.example,bob@xn--fa-hia.example" })
	void writesANationalDomainInItsAsciiForm(String address, String ascii) {
		assertThat(send(Postings.to(address))).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.commands).contains("RCPT TO:<" + ascii + ">");
		assertThat(this.smtp.letters.get(0)).contains("<" + ascii + ">");
	}

	@Test
	void saysWhyANationalNameBeforeTheAtIsRefusedWhereTheServerTakesNone() {
		assertThat(send(Postings.to("анна@example.com"))).isInstanceOfSatisfying(SendResult.Rejected.class,
				(rejected) -> assertThat(rejected.detail()).contains("national letters"));
	}

	@Test
	void greetsByAFullName() throws Exception {
		send(Postings.posting());

		assertThat(this.smtp.commands.get(0)).isEqualTo("EHLO cinema.example");
	}

	@Test
	void countsTheServersLastWordOnEachLetter() throws Exception {
		double taken = replies("2xx");
		double deferred = replies("4xx");
		double refused = replies("5xx");
		double none = replies("none");
		send(Postings.posting());
		this.smtp.answers.put(".", "451 try later");
		send(Postings.posting());
		this.smtp.answers.put("RCPT", "550 5.1.1 nobody");
		send(Postings.posting());
		try (ClosedPort nobody = new ClosedPort()) {
			EmailSettings.send(channel(nobody.number()), Postings.posting());
		}

		assertThat(replies("2xx") - taken).isEqualTo(1);
		assertThat(replies("4xx") - deferred).isEqualTo(1);
		assertThat(replies("5xx") - refused).isEqualTo(1);
		assertThat(replies("none") - none).isEqualTo(1);
	}

	/** Gmail shows the first 102 kB of a letter. */
	@Test
	void countsLettersThatAreCut() {
		double before = METERS.counter("cinema.letters.large").count();
		send(Postings.saying("x".repeat(102 * 1024), 1));
		send(Postings.saying("x".repeat(102 * 1024 + 1), 1));
		send(Postings.saying("x".repeat(300_000), 2));

		assertThat(METERS.counter("cinema.letters.large").count() - before).isEqualTo(1);
	}

	private static double replies(String type) {
		return METERS.counter("cinema.smtp.replies", "class", type, "provider", "main").count();
	}

}
