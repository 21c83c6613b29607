package cinema.orchestrator.admin.mailing;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.mailing.MailingRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class MailingPagesIntegrationTests {

	private static final String OUTCOME = """
			{"status": "COMPLETED", "reason": "every receiver has an outcome", "progress": {"state": "sent", "pages": 1,
			 "seen": 1020, "skipped": {"opted out of email": 10}, "held": 0, "queued": 0, "delivered": 1000, "failed": 7,
			 "expired": 0, "unknown": 3, "cancelled": 0, "paused": false, "rate": 0}}
			""";

	private final String id = UUID.randomUUID().toString();

	private final String page = "/admin/mailings/" + this.id + "/new_movies";

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	private StaffVisit manager;

	private MailingRows rows;

	@BeforeEach
	void signIn() {
		this.manager = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");
		this.rows = new MailingRows(this.jdbc, "new_movies");
	}

	@AfterEach
	void forget() {
		this.jdbc.update("delete from mailing where event_id = ?", this.id);
		this.jdbc.update("delete from journal where event_id = ?", this.id);
	}

	@Test
	void listsMailingsByTheirTitlesWhateverStandsInThem() throws Exception {
		this.rows.mailing(this.id, null, Instant.parse("2026-11-24T07:00:00Z"));
		this.jdbc
			.update("update mailing set definition = replace(definition, 'Friday films', '<script>alert(1)</script>"
					+ "Кино".repeat(100) + "') where event_id = ?", this.id);

		HttpResponse<String> list = this.manager
			.get("/admin/mailings?status=RUNNING&words=alert%281%29%3C%2Fscript%3E%D0%9A%D0%98");
		assertThat(list.statusCode()).isEqualTo(200);
		assertThat(list.body()).contains(this.page, "&lt;script&gt;alert(1)", "Sending")
			.doesNotContain("<script>alert");
		assertThat(this.manager.get("/admin/mailings?words=nobody-has-this").body())
			.contains("There is no such mailing");
	}

	@Test
	void showsNumbersThatAddUpAndOffersToSendAgain() throws Exception {
		this.rows.mailing(this.id, "COMPLETED", Instant.parse("2026-11-24T07:00:00Z"));
		this.jdbc.update("update mailing set outcome = ?, ended_at = now() where event_id = ?", OUTCOME, this.id);

		HttpResponse<String> shown = this.manager.get(this.page);
		assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
		assertThat(shown.body())
			.contains("Friday films", "1,020", "Send to 7", "Send to 3", "10 - they switched letters off altogether")
			.containsPattern("Unexplained</th><td class=\"number\">0<")
			.doesNotContain("data-page", "/pause");
		HttpResponse<String> part = this.manager.get(this.page + "/progress", "HX-Request", "true");
		assertThat(part.statusCode()).as("asks no more").isEqualTo(286);
		assertThat(part.body()).contains("1,020").doesNotContain("<html");
	}

	@Test
	void refusesOnThePageInWords() throws Exception {
		this.rows.mailing(this.id, null, Instant.parse("2026-11-24T07:00:00Z"));

		HttpResponse<String> shown = this.manager.get(this.page);
		assertThat(shown.body()).contains("data-page=\"" + this.page + "\"", "<noscript>", ">3650 d<");
		HttpResponse<String> refused = this.manager.post(this.page + "/rate", Map.of("rate", "much"));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("The rate has to be a number").contains("<h1>Friday films");
		assertThat(this.manager.post(this.page + "/cancel", Map.of("reason", " ")).body()).contains("Say why");
		StaffVisit watcher = StaffVisit.of(this.port, this.sessions, "mailings:read");
		assertThat(watcher.get(this.page).body()).doesNotContain("/cancel");
		assertThat(watcher.post(this.page + "/pause", Map.of()).statusCode()).isEqualTo(403);
	}

	@Test
	void reportsByOutcomeReasonHourAndDomain() throws Exception {
		this.rows.mailing(this.id, "COMPLETED", Instant.parse("2026-11-24T07:00:00Z"));
		for (int number = 0; number < 5; number++) {
			this.rows.outcome(this.id, "u-" + number, (number < 3) ? "DELIVERED" : "REJECTED", "550 <b>no</b>");
		}
		this.jdbc.update("update journal set domain = 'mail.example' where event_id = ?", this.id);

		HttpResponse<String> report = this.manager.get(this.page + "/report");
		assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
		assertThat(report.body()).contains("<svg", "60.0", "550 &lt;b&gt;no&lt;/b&gt;", "mail.example", "Refused: 2")
			.doesNotContain("style=");
		assertThat(this.manager.get(this.page + "/report.csv", "Accept-Language", "ru").body())
			.startsWith("\uFEFF\"user_id\";\"channel\";");
		assertThat(this.manager.get(this.page + "/report.csv", "Accept-Language", "en").body())
			.startsWith("\uFEFF\"user_id\",\"channel\",");
		assertThat(this.manager.get(this.page + "/report.xlsx").statusCode()).isEqualTo(200);
	}

	@Test
	void speaksRussian() throws Exception {
		this.rows.mailing(this.id, "COMPLETED", Instant.parse("2026-11-24T07:00:00Z"));

		assertThat(this.manager.get("/admin/mailings?words=" + this.id, "Accept-Language", "ru").body())
			.contains("Отправлена", "Заголовок");
		assertThat(this.manager.get(this.page, "Accept-Language", "ru").body()).contains(">3650 д<", "<dd>Почта</dd>")
			.doesNotContain("Что можно сделать");
	}

	@Test
	void knowsNothingOfWhatNobodyOrdered() throws Exception {
		assertThat(this.manager.get("/admin/mailings/none/none").statusCode()).isEqualTo(404);
	}

}
