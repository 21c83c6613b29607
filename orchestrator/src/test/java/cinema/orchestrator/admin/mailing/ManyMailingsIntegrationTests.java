package cinema.orchestrator.admin.mailing;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** Ten thousand mailings, with long titles and script in whatever may be written. */
@IntegrationTest
class ManyMailingsIntegrationTests {

	private static final int COUNT = 10_000;

	private static final String SCRIPT = "<script>alert(1)</script>";

	/** Ten ways to stand, the newest first; several begin at the same moment. */
	private static final String ROWS = """
			insert into mailing (id, event_type, event_id, notice, definition, context, rate, paused, paused_by, cancelled, trouble,
			                     status, outcome, created_at, ended_at, starts_at)
			select 'mailing/many-' || n || '/new_movies', 'mailing', 'many-' || n, 'new_movies',
			       jsonb_build_object('event', jsonb_build_object('type', 'mailing', 'id', 'many-' || n, 'fromService', :script,
			           'occurredAt', '2026-11-24T07:00:00Z', 'details', '{}'::jsonb), 'notice', 'new_movies', 'topic', :script,
			           'urgency', 'bulk', 'audience', 'http://auth/users?name=' || :script, 'template', :script,
			           'channels', '["email"]'::jsonb, 'sources', jsonb_build_object(:script, 'http://films/' || :script),
			           'values', jsonb_build_object('title', :script || ' ' || repeat('Премьера недели ', 25) || 'номер ' || n, :script, :script),
			           'timeToLive', 'PT87600H', 'rate', 0.0, 'required', false, 'sendAt', case when n % 10 = 4 then
			           to_char((now() + n * interval '4 minutes') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') end)::text,
			       case when n % 10 = 1 then null else '{}' end, 0, n % 10 = 2, case when n % 10 = 2 then :script end,
			       case when n % 10 = 3 then :script end,
			       case when n % 10 = 2 then jsonb_build_object('reason', :script, 'since', '2026-11-24T07:00:00Z')::text end,
			       case when n % 10 > 5 then (array['COMPLETED', 'FAILED', 'EXPIRED', 'CANCELLED'])[n % 10 - 5] end,
			       case when n % 10 > 5 then jsonb_build_object('status', (array['COMPLETED', 'FAILED', 'EXPIRED', 'CANCELLED'])[n % 10 - 5],
			           'reason', :script, 'progress', jsonb_build_object('state', :script, 'pages', 1, 'seen', 7,
			           'skipped', jsonb_build_object(:script, 3), 'held', 0, 'queued', 0, 'delivered', 4, 'failed', 0,
			           'expired', 0, 'unknown', 0, 'cancelled', 0, 'paused', false, 'rate', 0))::text end,
			       now() - (n / 7) * interval '1 minute', case when n % 10 > 5 then now() end,
			       case when n % 10 = 4 then now() + n * interval '4 minutes' end
			  from generate_series(1, :count) as n
			""";

	private static final Pattern LINK = Pattern.compile("href=\"/admin/mailings/(many-\\d+)/new_movies\"");

	private static final Pattern NEXT = Pattern.compile("href=\"([^\"]*cursor=[^\"]+)\"");

	@LocalServerPort
	private int port;

	@Autowired
	private SessionRepository<?> sessions;

	private StaffVisit manager;

	@BeforeAll
	static void write(@Autowired JdbcTemplate jdbc) {
		new NamedParameterJdbcTemplate(jdbc).update(ROWS, Map.of("script", SCRIPT, "count", COUNT));
		jdbc.execute("analyze mailing");
	}

	@AfterAll
	static void forget(@Autowired JdbcTemplate jdbc) {
		jdbc.update("delete from mailing where event_id like 'many-%'");
	}

	@BeforeEach
	void signIn() {
		this.manager = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write", "notifications:read");
	}

	@Test
	void areAllListedOncePageByPage() throws Exception {
		Set<String> seen = new HashSet<>();
		int pages = 0;
		int links = 0;
		// Without the calendar, which names those that wait once more.
		String path = "/admin/mailings?words=many-";
		while (path != null) {
			String body = page(path);
			for (Matcher link = LINK.matcher(body); link.find();) {
				seen.add(link.group(1));
				links++;
			}
			pages++;
			Matcher next = NEXT.matcher(body);
			path = next.find() ? next.group(1).replace("&amp;", "&") : null;
			if (path != null && path.startsWith("?")) {
				path = "/admin/mailings" + path;
			}
		}
		assertThat(seen).hasSize(COUNT);
		assertThat(links).isEqualTo(COUNT);
		assertThat(pages).isGreaterThanOrEqualTo(COUNT / 50);
	}

	@ParameterizedTest
	@CsvSource({ "ANNOUNCED,1", "PAUSED,2", "RUNNING,3|5|0", "HELD,4", "COMPLETED,6", "FAILED,7", "EXPIRED,8",
			"CANCELLED,9" })
	void areFilteredByStatus(String status, String last) throws Exception {
		String body = page("/admin/mailings?words=%D0%BF%D1%80%D0%B5%D0%BC%D1%8C%D0%B5%D1%80%D0%B0&status=" + status);

		assertThat(LINK.matcher(body).results().map((found) -> found.group(1))).hasSize(50)
			.allMatch((id) -> id.matches("many-\\d*[" + last.replace("|", "") + "]"));
	}

	@Test
	void areFoundByTheEndOfALongTitle() throws Exception {
		assertThat(LINK.matcher(page("/admin/mailings?words=%D0%BD%D0%BE%D0%BC%D0%B5%D1%80+9876"))
			.results()
			.map((found) -> found.group(1))).containsExactly("many-9876");
		assertThat(page("/admin/mailings?words=%25_%5C")).contains("There is no such mailing");
	}

	@Test
	void showTheirPagesAndReportsWhateverStandsInThem() throws Exception {
		for (int number = 11; number <= 20; number++) {
			page("/admin/mailings/many-" + number + "/new_movies");
			page("/admin/mailings/many-" + number + "/new_movies/report");
		}
	}

	@Test
	void leaveRoomOnTheFirstPage() throws Exception {
		String home = page("/admin");

		assertThat(home.length()).as("bytes that somebody has to scroll").isLessThan(400_000);
		assertThat(home).contains("many-14/new_movies").containsPattern("and \\d+ more");
		assertThat(LINK.matcher(page("/admin/mailings")).results().count()).isLessThan(400);
	}

	private String page(String path) throws Exception {
		HttpResponse<String> answer = this.manager.get(path);
		assertThat(answer.statusCode()).as(path).isEqualTo(200);
		assertThat(answer.body()).as(path).doesNotContain("<script>alert");
		return answer.body();
	}

}
