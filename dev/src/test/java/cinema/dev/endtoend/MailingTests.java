package cinema.dev.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.dev.machine.Console;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.SmtpAnswer;
import cinema.dev.part.MailPart;
import cinema.dev.part.TemporalPart;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
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

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final String name = "m-" + UUID.randomUUID().toString().substring(0, 8);

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
		order(receivers);
		awaitLetters(300);
		this.stack.application("worker").kill();
		awaitLetters(900);
		this.stack.application("orchestrator").kill();
		awaitLetters(1300);
		killTemporal();
		awaitLetters(1600);
		this.stack.application("worker").kill();
		awaitEnd(receivers);

		Map<String, Long> letters = letters();
		long unknown = count("UNKNOWN");
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
		order(600);
		awaitEnd(600);

		assertThat(letters()).hasSize(600).allSatisfy((address, copies) -> assertThat(copies).isEqualTo(1));
	}

	private void order(int receivers) throws Exception {
		this.events.announce("""
				{"id": "%s", "from_service": "mailing", "receivers": "%s", "template": "email/new_movies.md",
				 "delivery_type": ["email"], "expires_in": "2 days", "quiet_hours": "ignore",
				 "template_context": {"movies": "http://fastapi/api/v1/movies/?new=True", "title": "Friday films"}}
				""".formatted(this.name, Crowd.audience("crowd", this.name, receivers)));
	}

	private void awaitLetters(int count) {
		await().atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> letters().size() >= count);
	}

	private void awaitEnd(int receivers) {
		await().atMost(Duration.ofSeconds(200))
			.pollInterval(Duration.ofSeconds(1))
			.ignoreExceptions()
			.until(() -> count("DELIVERED") + count("UNKNOWN") == receivers);
	}

	private Map<String, Long> letters() {
		return this.mailbox.letters()
			.stream()
			.map((letter) -> letter.to().get(0).address())
			.filter((address) -> address.startsWith(this.name))
			.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

	private long count(String state) throws SQLException {
		String url = this.stack.places().database().replaceFirst("(//[^/]+/)[^?]*", "$1orchestrator");
		try (Connection connection = DriverManager.getConnection(url);
				PreparedStatement statement = connection
					.prepareStatement("select count(*) from journal where event_id = ? and state = ?")) {
			statement.setString(1, this.name);
			statement.setString(2, state);
			try (ResultSet found = statement.executeQuery()) {
				found.next();
				return found.getLong(1);
			}
		}
	}

}
