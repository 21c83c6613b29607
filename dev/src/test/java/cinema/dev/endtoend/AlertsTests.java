package cinema.dev.endtoend;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.dev.mailbox.Mailbox;
import cinema.dev.mailbox.SmtpAnswer;
import cinema.dev.part.MailPart;
import cinema.dev.process.Application;
import cinema.dev.stack.Stack;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Faults are made, and a real Prometheus raises their alerts by what it scrapes. */
@Timeout(600)
class AlertsTests {

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private static final Duration SPEAKS = Duration.ofSeconds(180);

	/**
	 * Windows so long that a machine which is late with every second scrape has enough.
	 */
	private static final int LONG_MINUTE = 6;

	private static final int SHORT_MINUTE = 2;

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final Letters letters = new Letters(this.stack);

	private @Nullable PrometheusServer prometheus;

	private void watch(int minute) throws Exception {
		this.prometheus = new PrometheusServer(this.stack, APPLICATIONS, minute);
		await().atMost(Duration.ofSeconds(60)).until(() -> this.prometheus.value("sum(up{job='cinema'})") == 3);
		await().atMost(Duration.ofSeconds(60)).until(() -> this.prometheus.alerts().contains("Watchdog"));
	}

	@AfterEach
	void stop() {
		if (this.prometheus != null) {
			this.prometheus.close();
		}
		this.mailbox.answer(SmtpAnswer.OK);
	}

	@Test
	void speaksOfAMailServerThatTakesNoLetter() throws Exception {
		watch(SHORT_MINUTE);
		List<String> ids = new ArrayList<>();
		this.mailbox.answer((letter, recipient) -> 451);

		Fault more = () -> {
			List<String> some = Letters.ids("put-off", 3);
			this.events.announce(some.stream().map(Events::newPassword).toList());
			ids.addAll(some);
		};
		awaitAlert("SmtpDoesNotAnswer", more);
		awaitAlert("NothingDelivered", more);
		this.mailbox.answer(SmtpAnswer.OK);
		this.letters.await(ids, "Your password was changed");
	}

	/** More of them come until it has spoken, as a producer does that is wrong. */
	@Test
	void speaksOfEventsThatNobodyCanRead() throws Exception {
		watch(LONG_MINUTE);
		assertThat(this.prometheus.alerts()).doesNotContain("EventsDead");

		awaitAlert("EventsDead", () -> this.events.announce("""
				{"id": "%s", "event_type": "nobody_knows_it"}""".formatted(UUID.randomUUID())));
	}

	@Test
	void speaksOfATokenThatAuthDoesNotKnow() throws Exception {
		watch(LONG_MINUTE);
		assertThat(this.prometheus.alerts()).doesNotContain("ActivitiesFail");
		List<String> ids = new ArrayList<>();
		Application auth = this.stack.application("auth");
		auth.stop();
		HttpServer refusing = refusing(URI.create(auth.url()).getPort());
		try {
			awaitAlert("ActivitiesFail", () -> {
				// Ids of users: auth is asked of no others.
				List<String> more = Stream.generate(() -> UUID.randomUUID().toString()).limit(3).toList();
				this.events.announce(more.stream().map(Events::signUp).toList());
				ids.addAll(more);
			});
		}
		finally {
			refusing.stop(0);
			auth.resume();
			auth.awaitReady();
		}
		this.letters.await(ids);
	}

	private static HttpServer refusing(int port) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(401, -1);
			exchange.close();
		});
		server.start();
		return server;
	}

	/** Makes the fault again and again until the alert speaks, or is about to. */
	private void awaitAlert(String name, Fault fault) {
		await().atMost(SPEAKS).pollInterval(Duration.ofSeconds(5)).pollDelay(Duration.ZERO).until(() -> {
			fault.make();
			return this.prometheus.alerts().contains(name);
		});
	}

	private interface Fault {

		void make() throws Exception;

	}

}
