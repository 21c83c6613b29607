package cinema.dev.endtoend;

import java.time.Duration;
import java.util.List;

import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.SmtpAnswer;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A fault is made, and a real Prometheus raises its alerts by what it scrapes. */
@Timeout(400)
class AlertsTests {

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private static final Duration SPEAKS = Duration.ofSeconds(120);

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final Letters letters = new Letters(this.stack);

	private PrometheusServer prometheus;

	@BeforeEach
	void watch() throws Exception {
		this.prometheus = new PrometheusServer(this.stack, APPLICATIONS);
		await().atMost(Duration.ofSeconds(60)).until(() -> this.prometheus.value("sum(up{job='cinema'})") == 3);
		await().atMost(Duration.ofSeconds(60)).until(() -> this.prometheus.alerts().contains("Watchdog"));
	}

	@AfterEach
	void stop() {
		this.prometheus.close();
		this.mailbox.answer(SmtpAnswer.OK);
	}

	@Test
	void speaksOfAMailServerThatTakesNoLetter() throws Exception {
		List<String> ids = Letters.ids("put-off", 5);
		this.mailbox.answer((letter, recipient) -> 451);

		this.events.announce(ids.stream().map(Events::signUp).toList());

		awaitAlerts("SmtpDoesNotAnswer", "NothingDelivered");
		this.mailbox.answer(SmtpAnswer.OK);
		this.letters.await(ids);
	}

	private void awaitAlerts(String... names) {
		await().atMost(SPEAKS)
			.pollInterval(Duration.ofSeconds(1))
			.untilAsserted(() -> assertThat(this.prometheus.alerts()).contains(names));
	}

}
