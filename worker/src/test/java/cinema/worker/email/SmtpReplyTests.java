package cinema.worker.email;

import java.time.Clock;

import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom an answer of the mail server is about (RFC 3463, RFC 5321). */
class SmtpReplyTests {

	private SmtpScript smtp;

	@BeforeEach
	void start() throws Exception {
		this.smtp = new SmtpScript();
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
	}

	@ParameterizedTest
	@CsvSource({ "RCPT,550 5.1.1 no such user", "RCPT,550 no such user", "RCPT,551 moved", "RCPT,553 not here",
			"RCPT,552 5.2.2 full", "RCPT,552 full", "RCPT,501 bad address", "RCPT,550 5.1.0 rejected",
			"RCPT,556 5.1.10 no mail", "RCPT,550-5.2.1 disabled", ".,550 5.1.1 no such user", ".,552 5.2.2 full",
			".,550 no such mailbox", "DATA,554 5.1.1 no valid receivers" })
	void rejectsWhatIsTheReceiversForGood(String verb, String answer) throws Exception {
		assertThat(answered(verb, multiline(answer))).isInstanceOf(SendResult.Rejected.class);
	}

	private static String multiline(String answer) {
		return (answer.charAt(3) == '-') ? answer + "\r\n" + answer.replace('-', ' ') : answer;
	}

	@ParameterizedTest
	@CsvSource({ "RCPT,452 4.2.2 full", "RCPT,452 full", "RCPT,450 busy", "RCPT,451 later", "RCPT,450 4.7.1 greylisted",
			".,452 4.2.2 full", ".,451 later" })
	void putsOffWhatIsTheReceiversForNow(String verb, String answer) throws Exception {
		assertThat(answered(verb, answer)).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.ours()).isFalse());
	}

	@ParameterizedTest
	@CsvSource({ "HELLO,554 no service", "HELLO,421 too busy", "MAIL,550 5.1.8 no such sender", "MAIL,530 5.7.0 log in",
			"MAIL,550 who are you", "MAIL,552 5.3.4 too big", "MAIL,451 4.3.0 later", "RCPT,504 5.5.2 name yourself",
			"RCPT,530 log in", "RCPT,535 5.7.8 wrong", "RCPT,554 5.7.0 limit of outgoing messages exceeded",
			"RCPT,554 no", "RCPT,550 5.7.1 relaying denied", "RCPT,550 5.1.7 bad sender", "RCPT,421 4.2.1 bye",
			"RCPT,451 4.3.2 shutting down", "RCPT,503 5.5.1 first MAIL", "RCPT,450 4.7.0 too fast", "RCPT,454 tls",
			"DATA,554 no", "DATA,451 4.3.0 later", ".,554 5.7.1 spam", ".,554 5.6.0 content", ".,552 5.3.4 too big",
			".,421 bye", ".,454 4.7.0 quota exceeded" })
	void neverBlamesAReceiverForWhatIsOurs(String verb, String answer) throws Exception {
		assertThat(answered(verb, answer)).isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> {
			assertThat(deferred.ours()).isTrue();
			assertThat(deferred.detail()).isEqualTo(answer);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "HELLO", "EHLO", "MAIL", "RCPT", "DATA" })
	void putsOffWhenTheServerDiesOrFallsSilentBeforeTheDot(String verb) throws Exception {
		for (String nothing : new String[] { SmtpScript.END, "" }) {
			assertThat(answered(verb, nothing)).as(verb + nothing)
				.isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> assertThat(deferred.ours()).isTrue());
		}
	}

	/** It has no final dot then, so nobody has to wonder. */
	@Test
	void putsOffWhenTheServerDiesInTheMiddleOfALetter() throws Exception {
		this.smtp.answers.put("BODY", SmtpScript.END);
		Posting large = Postings.saying("x".repeat(8_000_000), 1);

		assertThat(EmailSettings.send(channel(), large)).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.ours()).isTrue());
	}

	/** What comes in the place of an answer is none. */
	@ParameterizedTest
	@CsvSource({ "MAIL,hello", "RCPT,99", "DATA,250 ok", "MAIL,354 go on" })
	void putsOffWhenTheServerTalksNonsense(String verb, String answer) throws Exception {
		assertThat(answered(verb, answer)).isInstanceOf(SendResult.Deferred.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "250", "251 ok", "252-\r\n252 ok" })
	void takesAnyYesAfterTheDot(String answer) throws Exception {
		assertThat(answered(".", answer)).isInstanceOf(SendResult.Sent.class);
	}

	private SendResult answered(String verb, String answer) throws Exception {
		this.smtp.answers.put(verb, answer);
		return EmailSettings.send(channel(), Postings.posting());
	}

	private EmailChannel channel() throws MessagingException {
		return EmailSettings.channel(this.smtp.port(), EmailSettings.properties(), new SimpleMeterRegistry(),
				Clock.systemUTC());
	}

}
