package cinema.orchestrator.admin.home;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.admin.home.ComingDays.Coming;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.page.MailingTable;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.mailing.MailingStatus;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** The first page. */
@IntegrationTest
class HomeIntegrationTests {

	@Autowired
	private SessionRepository<?> sessions;

	@Autowired
	private MailingTable mailings;

	@Autowired
	private JdbcTemplate jdbc;

	@LocalServerPort
	private int port;

	@Test
	void tellsWhatRunsAndWhatWentWrong() throws Exception {
		String id = "h-" + UUID.randomUUID();
		String failed = "mailing/" + id + "-bad/new_movies";
		this.mailings.note("mailing/" + id + "/new_movies", SampleMailings.of(id, Instant.now(), "http://auth/users"));
		this.mailings.note(failed, SampleMailings.of(id + "-bad", Instant.now(), "http://auth/users"));
		this.mailings.end(failed, outcome(MailingStatus.FAILED, "<u>template</u> is wrong"));
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, attempt, state,
						                     planned_at, concluded_at)
						values (?, 'w', 'home', '1', 'n', 't', 'email', 'normal', 1, 'FAILED', now(), now())
						""",
				UUID.randomUUID());

		String page = StaffVisit.of(this.port, this.sessions, "mailings:read", "notifications:read")
			.get("/admin")
			.body();

		assertThat(page)
			.contains("/admin/mailings/" + id + "/new_movies", "The mailing new_movies failed", "&lt;u&gt;template",
					"Letters that could not be made", "/admin/journal?outcome=FAILED", "<svg", "<rect")
			.doesNotContain("<u>template", "style=");
		this.mailings.end("mailing/" + id + "/new_movies", outcome(MailingStatus.COMPLETED, "sent"));
		assertThat(StaffVisit.of(this.port, this.sessions, "templates:read").get("/admin").body())
			.doesNotContain("/admin/mailings/", "/admin/journal?");
	}

	@Test
	void laysWhatComesOutOverTheDaysOfTheReader() {
		Instant now = Instant.parse("2026-11-27T20:00:00Z");
		ComingDays days = ComingDays.of(List.of(new Coming(now.plusSeconds(7200), "friday", "/x"),
				new Coming(now.minusSeconds(60), "past", "/y"), new Coming(now.plusSeconds(40L * 86_400), "far", "/z")),
				now, ZoneId.of("Europe/Moscow"));

		assertThat(days.days()).hasSize(30);
		assertThat(days.blank()).as("a Friday").isEqualTo(4);
		assertThat(days.days().get(0).coming()).isEmpty();
		assertThat(days.days().get(1).coming()).extracting(Coming::name).containsExactly("friday");
		assertThat(days.days().stream().mapToInt((day) -> day.coming().size()).sum()).isEqualTo(1);
	}

	private static MailingOutcome outcome(MailingStatus status, String reason) {
		return new MailingOutcome(status, reason, MailingProgress.unsent(status.name()));
	}

}
