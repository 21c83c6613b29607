package cinema.dev.endtoend;

import java.time.Duration;
import java.util.Map;

import cinema.dev.machine.Console;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.SmtpAnswer;
import cinema.dev.part.MailPart;
import cinema.dev.part.TemporalPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** Mailings through the real parts, counted per receiver at the SMTP server. */
@Timeout(400)
class MailingTests {

	private static final Duration LONGEST = Duration.ofSeconds(200);

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final MailingRun mailing = new MailingRun(this.stack);

	@BeforeEach
	void emptyTheMailbox() {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.events.lag() == 0);
		this.mailbox.clear();
	}

	@AfterEach
	void takeEveryLetterAgain() {
		this.mailbox.answer(SmtpAnswer.OK);
	}

	@Test
	void losesAndDoublesNothingWhenProcessesAreKilled() throws Exception {
		int receivers = 2000;
		this.mailing.order(receivers);
		this.mailing.awaitLetters(300);
		this.stack.application("worker").kill();
		this.mailing.awaitLetters(900);
		this.stack.application("orchestrator").kill();
		this.mailing.awaitLetters(1300);
		killTemporal();
		this.mailing.awaitLetters(1600);
		this.stack.application("worker").kill();
		this.mailing.awaitEnd(receivers, LONGEST);

		Map<String, Long> letters = this.mailing.letters();
		long unknown = this.mailing.count("UNKNOWN");
		Console.say("killed mailing: receivers " + receivers + ", letters " + letters.size() + ", unknown " + unknown);
		assertThat(letters.values()).as("copies").allMatch((copies) -> copies == 1);
		assertThat(letters.size() + unknown).as("every receiver has a letter or is reported")
			.isBetween((long) receivers, receivers + unknown);
	}

	private void killTemporal() {
		TemporalPart temporal = this.stack.part(TemporalPart.class);
		assumeThat(temporal.pids()).as("Temporal has a process of its own").isNotEmpty();
		temporal.pids().values().forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
	}

	@Test
	void deliversInTheEndWhatTheMailServerPutOff() throws Exception {
		this.mailbox.answer((letter, recipient) -> (letter <= 120) ? 451 : 250);
		this.mailing.order(600);
		this.mailing.awaitEnd(600, LONGEST);

		assertThat(this.mailing.letters()).hasSize(600)
			.allSatisfy((address, copies) -> assertThat(copies).isEqualTo(1));
	}

}
