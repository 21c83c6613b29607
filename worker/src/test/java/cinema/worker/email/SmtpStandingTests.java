package cinema.worker.email;

import java.time.Duration;
import java.time.Instant;

import cinema.worker.MovingClock;
import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How a server that refuses us is left alone, and found again. */
class SmtpStandingTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private SmtpScript smtp;

	private final MovingClock clock = new MovingClock(Instant.parse("2026-11-24T09:00:00Z"));

	private EmailChannel email;

	@BeforeEach
	void start() throws Exception {
		this.smtp = new SmtpScript();
		this.email = EmailSettings.channel(this.smtp.port(), EmailSettings.properties(), this.meters, this.clock);
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
	}

	@Test
	void dialsNoMoreAfterAHandfulOfRefusalsAndSaysWhenItDoes() {
		refuse("554 5.7.0 limit of outgoing messages exceeded");
		long asked = tried();

		for (int i = 0; i < 20; i++) {
			assertThat(send()).isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> {
				assertThat(deferred.ours()).isTrue();
				assertThat(deferred.retryAt()).isEqualTo(this.clock.instant().plusSeconds(2));
			});
		}
		assertThat(tried()).isEqualTo(asked);
		assertThat(refused(Urgency.NORMAL)).isEqualTo(1);
		assertThat(refused(Urgency.URGENT)).as("others are not kept waiting").isZero();
	}

	@Test
	void triesOneLetterAtGrowingGapsOfAMinuteAtMost() {
		refuse("530 5.7.0 log in");

		for (int gap : new int[] { 2, 4, 8, 16, 32, 60, 60 }) {
			this.clock.move(Duration.ofSeconds(gap).minusMillis(1));
			long before = tried();
			send();
			assertThat(tried()).as("before " + gap).isEqualTo(before);
			this.clock.move(Duration.ofMillis(1));
			send();
			long after = tried();
			assertThat(after).as("after " + gap).isEqualTo(before + 1);
			send();
			assertThat(tried()).as("one only").isEqualTo(after);
		}
	}

	@Test
	void goesOnByItselfWhenALetterIsTaken() {
		refuse("554 5.7.0 limit of outgoing messages exceeded");
		this.smtp.answers.clear();
		this.clock.move(Duration.ofSeconds(2));

		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		assertThat(refused(Urgency.NORMAL)).isZero();
	}

	@Test
	void countsNoReceiversTroubleAndNothingThatWasFollowedByAnotherAnswer() {
		this.smtp.answers.put("RCPT", "550 5.1.1 nobody");
		for (int i = 0; i < 10; i++) {
			assertThat(send()).isInstanceOf(SendResult.Rejected.class);
		}
		for (int i = 0; i < 3; i++) {
			this.smtp.answers.put("RCPT", "554 5.7.0 no");
			send();
			send();
			this.smtp.answers.put("RCPT", "452 4.2.2 full");
			send();
		}

		assertThat(refused(Urgency.NORMAL)).isZero();
	}

	@Test
	void countsSilenceAfterTheDot() {
		this.smtp.answers.put(".", SmtpScript.END);
		for (int i = 0; i < 5; i++) {
			assertThat(send()).isInstanceOf(SendResult.Unknown.class);
		}

		assertThat(send()).isInstanceOf(SendResult.Deferred.class);
	}

	private void refuse(String answer) {
		this.smtp.answers.put("RCPT", answer);
		for (int i = 0; i < 5; i++) {
			assertThat(send()).isInstanceOfSatisfying(SendResult.Deferred.class,
					(deferred) -> assertThat(deferred.detail()).isEqualTo(answer));
		}
	}

	private long tried() {
		return this.smtp.commands.stream().filter((one) -> one.startsWith("MAIL")).count();
	}

	private SendResult send() {
		return EmailSettings.send(this.email, Postings.posting());
	}

	private double refused(Urgency urgency) {
		return this.meters.get("cinema.channel.refused").tag("urgency", urgency.toString()).gauge().value();
	}

}
