package cinema.orchestrator.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.mailing.MailingOutcome;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Receivers who change their mind, or their address, while a mailing waits for their
 * hour.
 */
@IntegrationTest
class HeldReceiversIntegrationTests {

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private WorkflowClient temporal;

	@LocalServerPort
	private int port;

	private final String id = UUID.randomUUID().toString();

	private final String ann = UUID.randomUUID().toString();

	private final String bob = UUID.randomUUID().toString();

	private final String cat = UUID.randomUUID().toString();

	@Test
	void tellsThemAsTheyAreWhenTheirHourComes() throws Exception {
		this.stub.on("of=" + this.id, 200, page(user(this.ann, ""), user(this.bob, ""), user(this.cat, "")));
		LocalDateTime soon = LocalDateTime.ofInstant(Instant.now().plusSeconds(8), ZoneOffset.UTC)
			.truncatedTo(ChronoUnit.SECONDS);
		assertThat(new MailingRest(this.port)
			.post("/api/v1/mailings",
					"""
							{"id": "%s", "receivers": "http://auth/users?of=%s", "template": "email/new_movies.md", "expires_in": "1 day",
							 "quiet_hours": "ignore", "send_at": "%s", "template_context": {"title": "Films", "movies": []}}
							"""
						.formatted(this.id, this.id, soon))
			.statusCode()).isEqualTo(202);
		letAnHourPass();
		// Auth is away at first.
		AtomicInteger asked = new AtomicInteger();
		this.stub.on("id=" + this.ann,
				(exchange) -> FakeNeighbour.reply(exchange, (asked.incrementAndGet() < 3) ? 503 : 200,
						page(user(this.ann, "").replace("@example.com", "@example.org"),
								user(this.bob, ", \"email_notifications\": false"))
							.getBytes(UTF_8)));

		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.bulk");
		worker.report(letter, "DELIVERED");

		MailingOutcome outcome = this.temporal.newUntypedWorkflowStub("mailing/" + this.id + "/new_movies")
			.getResult(MailingOutcome.class);
		assertThat(worker.read(letter).at("/receiver/address").asString()).isEqualTo(this.ann + "@example.org");
		assertThat(asked).hasValue(3);
		assertThat(outcome.progress().delivered()).isEqualTo(1);
		assertThat(outcome.progress().seen()).isEqualTo(3);
		assertThat(outcome.progress().skipped()).containsOnlyKeys("opted out of email", "unknown user")
			.containsValues(1, 1);
		assertThat(this.jdbc.queryForList("select reason from journal where event_id = ? and state = 'SUPPRESSED'",
				String.class, this.id))
			.containsExactlyInAnyOrder("opted out of email", "unknown user");
	}

	private void letAnHourPass() {
		await().atMost(Duration.ofSeconds(8)).until(() -> this.jdbc.update("""
				update mailing_page set receivers = jsonb_set(receivers::jsonb, '{readAt}', to_jsonb(?::text))::text
				 where mailing_id = ?
				""", Instant.now().minusSeconds(3600).toString(), "mailing/" + this.id + "/new_movies") == 1);
	}

	private static String user(String id, String more) {
		return "{\"id\": \"%s\", \"email\": \"%s@example.com\", \"time_zone\": \"UTC\"%s}".formatted(id, id, more);
	}

	private static String page(String... users) {
		return "{\"items\": [%s], \"next\": null}".formatted(String.join(",", users));
	}

}
