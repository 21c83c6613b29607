package cinema.orchestrator.admin;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AdminIntegrationTests {

	@LocalServerPort
	private int port;

	@Autowired
	private SessionRepository<?> sessions;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void sendsWhoeverIsNotSignedInToAuth() throws Exception {
		HttpResponse<String> begun = open("/admin/mailings?status=PAUSED");
		assertThat(begun.statusCode()).isEqualTo(302);
		assertThat(begun.headers().firstValue("Location").orElse("")).endsWith("/admin/sign-in/auth");

		String asked = open("/admin/sign-in/auth").headers().firstValue("Location").orElse("");

		assertThat(asked).startsWith("http://localhost:8081/oauth2/authorize?")
			.contains("code_challenge_method=S256", "nonce=", "state=", "client_id=admin", "mailings:read");
	}

	@Test
	void keepsItsCookieFromScriptsAndOtherSites() throws Exception {
		String cookie = open("/admin/sign-in/auth").headers().firstValue("Set-Cookie").orElse("");

		assertThat(cookie).startsWith("cinema_admin=").contains("Path=/admin", "HttpOnly", "SameSite=Lax");
	}

	@Test
	void showsPagesInTheReadersLanguageAndEscapesNames() throws Exception {
		HttpResponse<String> page = StaffVisit.of(this.port, this.sessions, "mailings:read")
			.get("/admin", "Accept-Language", "de, ru;q=0.8, en;q=0.5");

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).contains("<html lang=\"ru\">", "Рассылки", "&lt;b&gt;Vera&lt;/b&gt;", "Asia/Tokyo")
			.doesNotContain("<b>Vera", "/admin/templates");
		assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'",
				"script-src 'self'", "frame-ancestors 'none'");
		assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
	}

	@Test
	void servesTheFilesOfItsPages() throws Exception {
		assertThat(open("/webjars/htmx.org/dist/htmx.min.js").statusCode()).isEqualTo(200);
		String page = StaffVisit.of(this.port, this.sessions, "mailings:read").get("/admin").body();
		String style = page.replaceAll("(?s).*stylesheet\" href=\"([^\"]+)\".*", "$1");

		assertThat(style).matches("/admin/assets/admin-[0-9a-f]+[.]css");
		assertThat(open(style).statusCode()).isEqualTo(200);
	}

	@Test
	void letsNobodyInWithoutARoleOfStaff() throws Exception {
		HttpResponse<String> page = StaffVisit.of(this.port, this.sessions, "openid").get("/admin");

		assertThat(page.statusCode()).isEqualTo(403);
		assertThat(page.body()).contains("Your roles do not allow it");
	}

	@Test
	void takesNoFormWithoutItsToken() throws Exception {
		HttpResponse<String> answer = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write")
			.post("/admin/sign-out", Map.of(), "forged");

		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.body()).contains("The form is too old");
	}

	@Test
	void signsOutAtAuthToo() throws Exception {
		StaffVisit visit = StaffVisit.of(this.port, this.sessions, "mailings:read");

		HttpResponse<String> answer = visit.post("/admin/sign-out", Map.of());

		assertThat(answer.headers().firstValue("Location").orElse(""))
			.startsWith("http://localhost:8081/connect/logout");
		assertThat(visit.get("/admin").statusCode()).isEqualTo(302);
	}

	@Test
	void asksAuthAgainWhetherTheRolesStillCount() throws Exception {
		StaffVisit old = StaffVisit.since(this.port, this.sessions, Instant.now().minusSeconds(1000), StaffVisit.PERSON,
				"mailings:read");
		assertThat(old.get("/admin").headers().firstValue("Location").orElse("")).endsWith("/admin/sign-in/auth");
		assertThat(old.get("/admin", "HX-Request", "true").statusCode()).isEqualTo(200);

		StaffVisit older = StaffVisit.since(this.port, this.sessions, Instant.now().minusSeconds(2000),
				StaffVisit.PERSON, "mailings:read");
		HttpResponse<String> part = older.get("/admin", "HX-Request", "true");

		assertThat(part.statusCode()).as("whoever types is not led away").isEqualTo(401);
		assertThat(part.headers().map().keySet()).doesNotContain("hx-redirect", "location");
	}

	@Test
	void keepsAFormUntilItsPersonIsBack() throws Exception {
		StaffVisit visit = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");
		String token = visit.token();
		visit.again(this.sessions, Instant.now().minusSeconds(2000), StaffVisit.PERSON, "mailings:read",
				"mailings:write");
		String path = "/admin/mailings/none/none/cancel";
		String written = "a <b>mistake</b>\r\nin \"two\" lines";

		HttpResponse<String> late = visit.post(path, Map.of("reason", written), token);

		assertThat(late.headers().firstValue("Location").orElse("")).endsWith("/admin/sign-in/auth");
		visit.again(this.sessions, Instant.now(), StaffVisit.PERSON, "mailings:read", "mailings:write");
		assertThat(visit.get("/admin/kept").statusCode()).as("not before auth sent them back").isEqualTo(303);
		visit.inSession(this.sessions, (session) -> session.setAttribute(KeptForm.class.getName() + ".offered",
				Objects.requireNonNull(session.<KeptForm>getAttribute(KeptForm.class.getName()))));
		assertThat(visit.get("/admin/kept").body()).contains("action=\"" + path + "\"", "What you wrote was not sent",
				"name=\"reason\" value=\"a &lt;b&gt;mistake&lt;/b&gt;\r\nin &quot;two&quot; lines\"");
		assertThat(visit.post(path, Map.of("reason", written), token).statusCode()).isEqualTo(404);
		assertThat(visit.get("/admin/kept").statusCode()).as("it was sent").isEqualTo(303);
	}

	@Test
	void leadsEachTabOfWhoeverIsSignedInBack() throws Exception {
		StaffVisit visit = StaffVisit.of(this.port, this.sessions, "mailings:read");

		for (int tab = 0; tab < 3; tab++) {
			assertThat(visit.get("/admin/signed-in?code=x&state=of-tab-" + tab)
				.headers()
				.firstValue("Location")
				.orElse("")).endsWith("/admin");
		}
	}

	@Test
	void showsWhatWasWrittenWhereItIsTooLateToTakeIt() throws Exception {
		StaffVisit visit = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");

		HttpResponse<String> refused = visit.post("/admin/orders/x/save", Map.of("title", "<i>hours</i> of work"),
				"of yesterday");

		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("What you wrote", "readonly>&lt;i&gt;hours&lt;/i&gt; of work</textarea>")
			.doesNotContain("of yesterday");
	}

	@Test
	void saysOnAPageThatThereIsNone() throws Exception {
		HttpResponse<String> page = StaffVisit.of(this.port, this.sessions, "mailings:read").get("/admin/nothing");

		assertThat(page.statusCode()).isEqualTo(404);
		assertThat(page.body()).contains("There is nothing here").contains("<nav");
	}

	@ParameterizedTest
	@CsvSource({ BrokenPages.VIEW + ", 500", BrokenPages.FILTER + ", 500", BrokenPages.ANSWER + ", 503",
			"/admin/;x, 400", "/admin/orders/1-1-1-1-1, 404" })
	void saysOnAPageWhateverBroke(String path, int status) throws Exception {
		HttpResponse<String> page = StaffVisit.of(this.port, this.sessions, "mailings:read")
			.get(path, "Accept", "text/html", "Accept-Language", "ru");

		assertThat(page.statusCode()).isEqualTo(status);
		assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
		assertThat(page.body()).contains("<html lang=\"ru\">").doesNotContain("Exception", "FreeMarker");
		assertThat(page.body().split("<h1>", -1)).hasSize(2);
	}

	@Test
	void saysOnAPageThatAFormIsTooLarge() throws Exception {
		StaffVisit manager = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");

		HttpResponse<String> page = manager.post("/admin/orders", Map.of("title", "x".repeat(600_000)));

		assertThat(page.statusCode()).isEqualTo(413);
		assertThat(page.body()).contains("<h1>This is too large</h1>");
	}

	@Test
	void keepsNothingInTheTableThatOpensASession() throws Exception {
		StaffVisit.of(this.port, this.sessions, "mailings:read");
		String id = this.jdbc.sql("select session_id from spring_session limit 1").query(String.class).single();

		HttpResponse<String> page = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/admin"))
				.header("Cookie", "cinema_admin=" + id)
				.build(), HttpResponse.BodyHandlers.ofString());

		assertThat(page.statusCode()).isEqualTo(302);
	}

	private HttpResponse<String> open(String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path)).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
