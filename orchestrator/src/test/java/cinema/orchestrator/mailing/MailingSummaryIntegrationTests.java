package cinema.orchestrator.mailing;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.ZipFile;

import cinema.orchestrator.IntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class MailingSummaryIntegrationTests {

	private final String id = UUID.randomUUID().toString();

	private final String mailing = "/api/v1/mailings/" + this.id + "/new_movies";

	@TempDir
	private Path folder;

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
	void sumsUpByOutcomeReasonHourAndDomain() throws Exception {
		for (int number = 0; number < 6; number++) {
			this.rows.outcome(this.id, "u-" + number, "DELIVERED", "250 queued as 4F1C2B7A0" + number);
		}
		this.rows.outcome(this.id, "ann", "REJECTED", "550 5.1.1 <ann@a.example>: no such user 8812345678");
		this.rows.outcome(this.id, "bob", "REJECTED", "550 5.1.1 <bob@b.example>: no such user 8812345679");
		this.jdbc.update("""
				update journal set planned_at = '2026-11-24T07:10:00Z',
				       domain = case when state = 'DELIVERED' then 'many.example' else user_id || '.example' end
				 where event_id = ?
				""", this.id);

		JsonNode summary = MailingRest.read(this.rest.get(this.mailing + "/summary"));
		assertThat(summary.path("receivers").asInt()).isEqualTo(8);
		assertThat(summary.path("outcomes").toString()).isEqualTo("{\"DELIVERED\":6,\"REJECTED\":2}");
		assertThat(summary.path("reasons").toString())
			.isEqualTo("[{\"outcome\":\"REJECTED\",\"reason\":\"550 5.1.1 <***>: no such user #\",\"count\":2}]");
		assertThat(summary.path("hours").toString())
			.isEqualTo("[{\"hour\":\"2026-11-24T07:00:00Z\",\"outcomes\":{\"DELIVERED\":6,\"REJECTED\":2}}]");
		assertThat(summary.path("domains").toString()).as("nobody alone")
			.isEqualTo(
					"[{\"domain\":\"many.example\",\"outcomes\":{\"DELIVERED\":6}},{\"domain\":\"others\",\"outcomes\":{\"REJECTED\":2}}]");
	}

	@Test
	void findsAMailingByItsTitleInAnyCase() throws Exception {
		this.jdbc.update(
				"update mailing set definition = replace(definition, 'Friday films', 'Кино на Выходные') where event_id = ?",
				this.id);

		JsonNode found = MailingRest
			.read(this.rest.get("/api/v1/mailings?words=%D0%BA%D0%B8%D0%BD%D0%BE%20%D0%BD%D0%B0%20%D0%B2%D1%8B"));
		assertThat(found.path("items").values()).extracting((one) -> one.path("event_id").asString())
			.containsExactly(this.id);
		assertThat(MailingRest.read(this.rest.get("/api/v1/mailings?words=" + this.id.toUpperCase()))
			.path("items")
			.values()).hasSize(1);
		assertThat(MailingRest.read(this.rest.get("/api/v1/mailings?words=%25")).path("items").values()).isEmpty();
	}

	@Test
	void writesAWorkbookWhoseTextsAreNoFormulas() throws Exception {
		this.rows.outcome(this.id, "=cmd|' /C calc'!A0", "REJECTED", "550 \"no\" <said> & \u0001 Привет");
		this.rows.outcomes(this.id, 1200);

		HttpResponse<InputStream> answer = this.rest.stream(this.mailing + "/report.xlsx");
		assertThat(answer.headers().firstValue("Content-Type")).hasValue(MailingReport.WORKBOOK);
		assertThat(answer.headers().firstValue("Content-Disposition").orElse("")).contains("-new_movies.xlsx");
		String sheet = sheet(answer.body().readAllBytes());
		assertThat(sheet).contains("t=\"inlineStr\"", "=cmd|", "550 &quot;no&quot; &lt;said&gt; &amp;   &#x41f;&#x440;")
			.doesNotContain("<f>");
		assertThat(sheet.split("<row ", -1)).hasSize(1 + 1 + 1201);
	}

	private String sheet(byte[] workbook) throws Exception {
		Path file = Files.write(this.folder.resolve("report.xlsx"), workbook);
		try (ZipFile zip = new ZipFile(file.toFile())) {
			return new String(zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
					StandardCharsets.UTF_8);
		}
	}

}
