package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which connection a letter gets, and how long it waits on it. */
@Timeout(20)
class SmtpConnectionsTests {

	private static final Duration SHORT = EmailSettings.SHORT;

	private static final Duration LONG = Duration.ofSeconds(10);

	private SmtpScript smtp;

	private EmailChannel email;

	@BeforeEach
	void start() throws Exception {
		this.smtp = new SmtpScript();
		this.email = channel(new EmailProperties.Timeouts(SHORT, SHORT, SHORT, SHORT, LONG));
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
	}

	private EmailChannel channel(EmailProperties.Timeouts timeouts) throws MessagingException {
		return EmailSettings.channel(this.smtp.port(), EmailSettings.properties(8, timeouts), new SimpleMeterRegistry(),
				Clock.systemUTC());
	}

	private SendResult send() {
		return EmailSettings.send(this.email, Postings.posting());
	}

	@Test
	void waitsLongForTheAnswerToTheDot() {
		this.smtp.delays.put(".", SHORT.multipliedBy(3));

		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.letters).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "HELLO,false", "MAIL,false", "RCPT,false", "DATA,true" })
	void waitsInEachPhaseAsLongAsItDeserves(String verb, boolean data) throws Exception {
		this.smtp.delays.put(verb, SHORT.multipliedBy(3));
		this.email = channel(
				new EmailProperties.Timeouts(SHORT, data ? SHORT : LONG, data ? LONG : SHORT, SHORT, SHORT));

		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		this.email = channel(
				new EmailProperties.Timeouts(SHORT, data ? LONG : SHORT, data ? SHORT : LONG, SHORT, LONG));
		assertThat(send()).isInstanceOf(SendResult.Deferred.class);
	}

	@Test
	void needsNoAnswerToQuit() {
		this.smtp.delays.put("QUIT", LONG);

		for (int i = 0; i < 7; i++) {
			assertThat(send()).isInstanceOf(SendResult.Sent.class);
		}
		assertThat(this.smtp.connections).hasValue(3);
	}

	/** It is the next letter's business, and finds out whether the server still lives. */
	@ParameterizedTest
	@ValueSource(strings = { SmtpScript.END, "", "421 bye", "500 what" })
	void keepsAnAnswerWhateverBecomesOfTheConnectionAfterIt(String reset) {
		this.smtp.answers.put("RSET", reset);
		this.smtp.answers.put("RCPT", "450 4.2.1 busy");

		assertThat(send()).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.detail()).isEqualTo("450 4.2.1 busy"));
		this.smtp.answers.remove("RCPT");
		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.connections).hasValue(2);
	}

	@Test
	void usesAConnectionAgainAfterARefusalAndAReset() {
		this.smtp.answers.put("RCPT", "550 5.1.1 nobody");
		send();
		this.smtp.answers.remove("RCPT");

		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.connections).hasValue(1);
		assertThat(this.smtp.commands).containsSubsequence("RCPT TO:<ann@example.com>", "RSET",
				"RCPT TO:<ann@example.com>", "DATA");
	}

	@Test
	void leavesAllOldConnectionsWhenTheServerWasStartedAnew() throws Exception {
		List<Posting> several = IntStream.range(0, 4).mapToObj((one) -> Postings.posting()).toList();
		List<Line> lines = this.email.open(several);
		lines.forEach((one) -> {
			one.send();
			one.close();
		});
		this.smtp.endConnections();

		for (int i = 0; i < 3; i++) {
			assertThat(send()).isInstanceOf(SendResult.Sent.class);
		}
		assertThat(this.smtp.connections).hasValue(5);
	}

	/**
	 * Also the new one is closed before the letter: nobody has it, and nobody refused it.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "HELLO", "EHLO", "MAIL", "RCPT", "DATA" })
	void putsALetterOffWhoseConnectionsEndTwiceInARow(String verb) throws Exception {
		send();
		this.smtp.endConnections();
		this.smtp.answers.put(verb, SmtpScript.END);

		assertThat(send()).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.ours()).isTrue());

		this.smtp.answers.remove(verb);
		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.letters).hasSize(2);
	}

	@Test
	void givesAConnectionBackOnWhichNothingWasSent() {
		this.email.open(List.of(Postings.posting())).get(0).close();

		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.connections).hasValue(1);
	}

}
