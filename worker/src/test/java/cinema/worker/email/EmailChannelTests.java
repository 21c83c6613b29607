package cinema.worker.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mail.javamail.JavaMailSenderImpl;

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
		JavaMailSenderImpl mail = new JavaMailSenderImpl();
		mail.setHost("127.0.0.1");
		mail.setPort(port);
		mail.getJavaMailProperties().put("mail.smtp.connectiontimeout", "500");
		mail.getJavaMailProperties().put("mail.smtp.timeout", "500");
		EmailProperties properties = new EmailProperties("no-reply@cinema.example", "Cinema", "cinema.example", 2, 3,
				Duration.ofSeconds(30));
		SmtpPool pool = new SmtpPool(mail, properties);
		return new EmailChannel(pool, new LetterWriter(properties, Clock.systemUTC()), new SmtpMeters(pool, METERS));
	}

	@Test
	void sendsALetterThatArrivesAsItWasWritten() throws Exception {
		Posting posting = Postings.posting();
		assertThat(this.email.send(posting)).isEqualTo(new SendResult.Sent("250 2.0.0 queued as 7"));
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
			assertThat(this.email.send(Postings.posting())).isInstanceOf(SendResult.Sent.class);
		}
		assertThat(this.smtp.connections).hasValue(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "451 try later", "421 closing", "452 full" })
	void defersOnATemporaryReply(String reply) {
		this.smtp.toLetter = reply;
		assertThat(this.email.send(Postings.posting())).isInstanceOf(SendResult.Deferred.class);
	}

	@Test
	void rejectsOnAPermanentReplyAndRepeatsNoAddress() {
		this.smtp.toRecipient = "550 5.1.1 <ann@example.com> is nobody here";
		assertThat(this.email.send(Postings.posting())).isInstanceOfSatisfying(SendResult.Rejected.class,
				(rejected) -> assertThat(rejected.detail()).contains("550").doesNotContain("ann@"));
	}

	@Test
	void defersWhenNobodyListens() throws Exception {
		try (ClosedPort nobody = new ClosedPort()) {
			assertThat(channel(nobody.number()).send(Postings.posting())).isInstanceOf(SendResult.Deferred.class);
		}
	}

	@Test
	void defersWhenTheConnectionEndsBeforeTheLetter() {
		this.smtp.toRecipient = null;
		assertThat(this.email.send(Postings.posting())).isInstanceOf(SendResult.Deferred.class);
	}

	@Test
	void knowsNothingWhenTheConnectionEndsAfterTheFinalDot() {
		this.smtp.toLetter = null;
		assertThat(this.email.send(Postings.posting())).isInstanceOf(SendResult.Unknown.class);
	}

	@Test
	void knowsNothingWhenNoAnswerComesAfterTheFinalDot() {
		this.smtp.toLetter = "";
		assertThat(this.email.send(Postings.posting())).isInstanceOf(SendResult.Unknown.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ann@example.com,bob@example.com", "ann", "@example.com", "ann@", "ann@exa mple.com",
			"ann@example.com\r\nRCPT TO:<eve@example.com>", "ann\u760d\u760aRCPT@example.com", "a\u2028b@example.com",
			"<ann@example.com>", "ann@@example.com", "anna..lee@example.com", "ann@-example-.com", "анна@example.com" })
	void rejectsWhatIsNoSingleAddressAndSaysNothingToTheServer(String address) {
		assertThat(this.email.send(Postings.to(address))).isInstanceOf(SendResult.Rejected.class);
		assertThat(this.smtp.letters).isEmpty();
	}

	@Test
	void writesANationalDomainInItsAsciiForm() {
		assertThat(this.email.send(Postings.to("ann@пример.рф"))).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.letters.get(0)).contains("ann@xn--e1afmkfd.xn--p1ai");
	}

	@Test
	void countsTheServersLastWordOnEachLetter() throws Exception {
		double taken = replies("2xx");
		double deferred = replies("4xx");
		double refused = replies("5xx");
		double none = replies("none");
		this.email.send(Postings.posting());
		this.smtp.toLetter = "451 try later";
		this.email.send(Postings.posting());
		this.smtp.toRecipient = "550 5.1.1 nobody";
		this.email.send(Postings.posting());
		try (ClosedPort nobody = new ClosedPort()) {
			channel(nobody.number()).send(Postings.posting());
		}

		assertThat(replies("2xx") - taken).isEqualTo(1);
		assertThat(replies("4xx") - deferred).isEqualTo(1);
		assertThat(replies("5xx") - refused).isEqualTo(1);
		assertThat(replies("none") - none).isEqualTo(1);
	}

	private static double replies(String type) {
		return METERS.counter("cinema.smtp.replies", "class", type).count();
	}

}
