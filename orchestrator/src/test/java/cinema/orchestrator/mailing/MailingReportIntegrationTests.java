package cinema.orchestrator.mailing;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class MailingReportIntegrationTests {

	private static final int MANY = 60_000;

	private final String id = UUID.randomUUID().toString();

	private final String report = "/api/v1/mailings/" + this.id + "/new_movies/report.csv";

	@Autowired
	private JdbcTemplate jdbc;

	@LocalServerPort
	private int port;

	private MailingRest rest;

	private MailingRows rows;

	@BeforeEach
	void keepAMailing() {
		this.rest = new MailingRest(this.port);
		this.rows = new MailingRows(this.jdbc, "new_movies");
		this.rows.mailing(this.id, "COMPLETED", Instant.parse("2026-11-24T07:00:00Z"));
	}

	@AfterEach
	void forget() {
		this.jdbc.update("delete from mailing where event_id = ?", this.id);
		this.jdbc.update("delete from journal where event_id = ?", this.id);
	}

	@Test
	void isACsvFileWithAHeaderAlsoOfNobody() throws Exception {
		HttpResponse<String> answer = this.rest.get(this.report);

		assertThat(answer.headers().firstValue("Content-Type").orElse("")).isEqualToIgnoringCase(MailingReport.TYPE);
		assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
			.contains("mailing-" + this.id + "-new_movies.csv");
		assertThat(answer.body()).as("with a mark by which a spreadsheet knows UTF-8").isEqualTo("\uFEFF" + """
				"user_id","channel","outcome","reason","attempts","at","posting_id"\r
				""");
	}

	@Test
	void quotesEverythingAndDisarmsFormulas() throws Exception {
		this.rows.outcome(this.id, "=cmd|' /C calc'!A0", "REJECTED", "550 \"no\", said\r\nthe server; Привет");
		this.rows.outcome(this.id, "@sum", "REJECTED", "-1+1");
		this.rows.outcome(this.id, null, "SUPPRESSED", null);

		assertThat(this.rest.get(this.report).body()).contains(
				"\"'=cmd|' /C calc'!A0\",\"email\",\"REJECTED\",\"550 \"\"no\"\", said\r\nthe server; Привет\",\"1\",")
			.contains("\"'@sum\",\"email\",\"REJECTED\",\"'-1+1\",\"1\",")
			.contains("\r\n\"\",\"email\",\"SUPPRESSED\",\"\",\"1\",");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			550 5.1.1 no such user;=1+1;  | 550 5.1.1 no such user;'=1+1;
			ошибка;=HYPERLINK(A1)         | ошибка;'=HYPERLINK(A1)
			a;-1;+2;@x                    | a;'-1;'+2;'@x
			no; such user                 | no; such user
			+49                           | '+49
			""")
	void disarmsFormulasWhereASemicolonSeparatesToo(String reason, String shown) {
		assertThat(MailingReport.quoted(reason)).isEqualTo("\"" + shown + "\"");
	}

	@Test
	void disarmsWhatBeginsByATabOrALineBreak() {
		assertThat(MailingReport.quoted("\t=1")).isEqualTo("\"'\t'=1\"");
		assertThat(MailingReport.quoted("\r=1")).isEqualTo("\"'\r'=1\"");
		assertThat(MailingReport.quoted("x\n=1")).isEqualTo("\"x\n'=1\"");
	}

	@Test
	void refusesAsAProblemWhoeverWantsSomethingElse() throws Exception {
		HttpResponse<String> json = this.rest.accepting("application/json", this.report);
		HttpResponse<String> nobody = this.rest.accepting("text/csv", "/api/v1/mailings/nobody/new_movies/report.csv");

		assertThat(json.statusCode()).isEqualTo(406);
		assertThat(nobody.statusCode()).isEqualTo(404);
		assertThat(nobody.headers().firstValue("Content-Type")).hasValue("application/problem+json");
	}

	@Test
	void beginsBeforeTheLastRowIsReadAndEndsWithIt() throws Exception {
		this.rows.outcomes(this.id, MANY);

		try (InputStream body = this.rest.stream(this.report).body()) {
			byte[] begin = body.readNBytes(1000);
			assertThat(readers()).as("the database is still being read").isPositive();
			assertThat(new String(begin)).startsWith("\uFEFF\"user_id\",");
			assertThat(new String(body.readAllBytes()).lines()).hasSizeGreaterThan(MANY - 10);
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> readers() == 0);
	}

	@Test
	void letsNoMoreReadersInThanLettersCanSpare() throws Exception {
		this.rows.outcomes(this.id, MANY);
		List<InputStream> slow = new ArrayList<>();
		for (int reader = 0; reader < 4; reader++) {
			slow.add(this.rest.stream(this.report).body());
		}
		HttpResponse<String> fifth = this.rest.get(this.report);
		assertThat(fifth.statusCode()).isEqualTo(503);
		assertThat(fifth.headers().firstValue("Retry-After")).isPresent();
		for (InputStream one : slow) {
			one.close();
		}
		await().atMost(Duration.ofSeconds(10)).until(() -> this.rest.get(this.report).statusCode() == 200);
	}

	/** Half of it must not look like the whole. */
	@Test
	void breaksTheConnectionWhenTheDatabaseBreaksOff() throws Exception {
		this.rows.outcomes(this.id, MANY);

		try (InputStream body = this.rest.stream(this.report).body()) {
			body.readNBytes(1000);
			this.jdbc.queryForList(
					"""
							select pg_terminate_backend(pid) from pg_stat_activity
							 where state in ('active', 'idle in transaction') and query like '%coalesce(concluded_at, dispatched_at%'
							   and pid <> pg_backend_pid()
							""");
			assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
		}
	}

	private int readers() {
		return this.jdbc.queryForObject("""
				select count(*) from pg_stat_activity where state = 'idle in transaction'
				   and query like '%coalesce(concluded_at, dispatched_at%'
				""", Integer.class);
	}

}
