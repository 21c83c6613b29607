package cinema.orchestrator.admin.order;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.contract.Channel;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class OrderPagesIntegrationTests {

	private static final String SCRIPT = "<script>alert(1)</script>";

	private final String audience = UUID.randomUUID().toString();

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	@Test
	void takesAManagerFromNothingToALetter() throws Exception {
		audience(1);
		StaffVisit manager = manager();
		String one = begun(manager);
		HttpResponse<String> refused = manager.post(one, Map.of("version", "0", "then", "submit", "name", SCRIPT));
		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("id=\"title-problem\"", "&lt;script&gt;alert").doesNotContain(SCRIPT);
		assertThat(manager.get(one + "/letters").statusCode()).as("nothing to see yet").isEqualTo(422);

		assertThat(manager.post(one, form("preview")).headers().firstValue("Location").orElse("")).endsWith("/letters");
		assertThat(manager.get(one + "/letters").body()).contains("Friday &lt;films&gt;", "sandbox=\"\"", "English",
				"Russian");
		HttpResponse<String> letter = manager.get(one + "/letters/email/ru");
		assertThat(letter.body()).contains("Friday &lt;films&gt;");
		assertThat(letter.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
		assertThat(manager.get(one + "/dry-run").body()).contains("All 1 receivers were looked at.");

		HttpResponse<String> submitted = manager.post(one, form("submit"));
		assertThat(submitted.statusCode()).as(submitted.body()).isBetween(302, 303);
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message sent = worker.take("postings.email.bulk");
		worker.report(sent, "DELIVERED");
		await().atMost(Duration.ofSeconds(30)).until(() -> manager.get(one).body().contains("See how it goes"));
		assertThat(manager.get("/admin/orders?state=STARTED").body()).contains(one);
	}

	@Test
	void takesAnAudienceByFilters() throws Exception {
		String query = "is_active=true&locale=ru&locale=kk&time_zone=Asia/Omsk&time_zone=Asia/Almaty";
		this.stub.on(query, 200, "{\"items\": [], \"total_items\": 4711}");
		StaffVisit manager = manager();
		String one = begun(manager);
		Map<String, String> fields = form("save");
		fields.putAll(Map.of("audience", "filters", "audience.is_active", "true", "audience.locales", "ru, kk",
				"audience.time_zones", "Asia/Omsk", "audience.other_zones", "Asia/Almaty"));

		assertThat(manager.post(one + "/autosave", fields).body()).contains("4711",
				"<code>http://auth/api/v1/users/?" + query.replace("&", "&amp;"));

		assertThat(manager.get(one).body()).contains("value=\"filters\" checked", "value=\"ru, kk\"",
				"value=\"Asia/Omsk\" checked", "value=\"Asia/Almaty\"");
		fields.put("audience.locales", "<script>");
		assertThat(manager.post(one, fields).statusCode()).as("kept, however wrong").isLessThan(400);
		assertThat(manager.get(one).body()).contains("value=\"&lt;script&gt;\"", "has to be languages such as ru");
	}

	@Test
	void takesFilesRowByRow() throws Exception {
		audience(1);
		StaffVisit manager = manager();
		String one = begun(manager);
		Map<String, String> fields = form("save");
		fields.putAll(Map.of("attachments[0].name", " ", "attachments[1].name", "Friday.pdf", "attachments[1].url",
				"http://files/public/friday.pdf", "attachments[1].type", "text/html"));

		assertThat(manager.post(one + "/autosave", fields).body())
			.contains("href=\"#attachments[0].type\">Media type, file 1", "has to be of cinema.attachments.types");
		assertThat(manager.post(one, fields).statusCode()).as("kept, however wrong").isLessThan(400);
		assertThat(manager.get(one).body()).contains("id=\"attachments[0].name\" name=\"attachments[0].name\"",
				"value=\"Friday.pdf\"", "id=\"attachments[2].name\"");
		fields.put("attachments[1].type", "application/pdf");
		assertThat(manager.post(one, fields).statusCode()).isLessThan(400);

		assertThat(manager.get(one + "/letters").body()).contains("Friday.pdf (application/pdf)");
		fields.put("then", "submit");
		assertThat(manager.post(one, fields).statusCode()).isLessThan(400);
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message sent = worker.take("postings.email.bulk");
		assertThat(worker.read(sent).at("/attachments/0/name").asString()).isEqualTo("Friday.pdf");
		worker.report(sent, "DELIVERED");
		await().atMost(Duration.ofSeconds(30)).until(() -> manager.get(one).body().contains("See how it goes"));
		String mailing = manager.get(one).body().replaceAll("(?s).*href=\"(/admin/mailings/[^\"]+)\".*", "$1");
		assertThat(manager.get(mailing).body()).contains("Friday.pdf (application/pdf)",
				"<code>http://files/public/friday.pdf</code>");
	}

	@Test
	void saysWhenItGoesOutByTheClockThatWasMeant() throws Exception {
		audience(1);
		StaffVisit manager = manager();
		String one = begun(manager);
		Map<String, String> fields = form("save");
		fields.putAll(Map.of("timing.kind", "recurring", "timing.weekdays", "fri", "timing.hour", "18:00",
				"timing.zone", "Europe/Moscow"));

		assertThat(manager.post(one + "/autosave", fields).body()).containsPattern(
				"<time datetime=\"[^\"]+T15:00:00Z\"[^>]*>\\d+ \\w+ \\d{4}, 00:00</time> <span class=\"soft\">"
						+ "\\d+ \\w+ \\d{4}, 18:00 Europe/Moscow</span>");
		fields.put("timing.receivers_hour", "true");
		assertThat(manager.post(one + "/autosave", fields).body())
			.containsPattern("Fri, \\d+ \\w+ \\d{4}, 18:00 <span class=\"soft\">by each receiver(&#39;|')s own clock");
	}

	@Test
	void losesNoChannelThatSomebodyChose() throws Exception {
		audience(1);
		StaffVisit manager = manager();
		String one = begun(manager);
		for (Channel channel : Channel.values()) {
			Map<String, String> fields = form("save");
			fields.put("channels", channel.toString());
			assertThat(manager.post(one, fields).statusCode()).isLessThan(400);

			assertThat(manager.get(one, "Accept-Language", "ru").body()).contains("value=\"" + channel + "\" checked>")
				.doesNotContain("order.channel");
		}
	}

	@Test
	void offersTheTopicsThatPeopleCanLeave() throws Exception {
		StaffVisit manager = manager();
		String one = begun(manager);
		assertThat(manager.get(one).body()).contains("<option value=\"new_movies\">")
			.doesNotContain("<option value=\"account\"");
		Map<String, String> fields = form("save");
		for (String kept : List.of("new_movies", "account", "gone")) {
			fields.put("topic", kept);
			assertThat(manager.post(one, fields).statusCode()).isLessThan(400);

			assertThat(manager.get(one).body()).contains("<option value=\"" + kept + "\" selected>");
		}
		assertThat(manager.get(one).body()).contains("href=\"#topic\"");
	}

	@Test
	void takesAnAddressThatIsStillMissingForNobody() throws Exception {
		StaffVisit manager = manager();
		String one = begun(manager);
		Map<String, String> fields = form("submit");
		fields.put("receivers", " ");

		assertThat(manager.post(one + "/autosave", fields).body()).contains("href=\"#receivers\"");
		assertThat(manager.post(one, fields).statusCode()).isEqualTo(422);

		assertThat(manager.get(one).body()).contains("value=\"url\" checked", "href=\"#receivers\"");
	}

	@Test
	void keepsWhatWasThereWhereAFieldCannotBeRead() throws Exception {
		StaffVisit manager = manager();
		String one = begun(manager);
		Map<String, String> fields = form("save");
		fields.putAll(Map.of("rate", "5", "canary.percent", "10", "canary.pause", "2 hours"));
		assertThat(manager.post(one, fields).statusCode()).isLessThan(400);
		fields.putAll(Map.of("rate", "5x", "canary.percent", "ten", "context", "movies", "title", "Saturday"));

		manager.post(one + "/autosave", fields);
		HttpResponse<String> refused = manager.post(one, fields);

		assertThat(refused.statusCode()).isEqualTo(422);
		assertThat(refused.body()).contains("value=\"5x\"", "value=\"ten\"", ">movies<");
		assertThat(manager.get(one).body()).contains("value=\"5\"", "value=\"10\"", "value=\"2 hours\"", "movies = []",
				"value=\"Saturday\"");
	}

	@Test
	void givesBackWhatWasTypedToWhoeverWasSlower() throws Exception {
		StaffVisit slow = manager();
		String one = begun(slow);
		StaffVisit quick = StaffVisit.by(this.port, this.sessions, UUID.randomUUID().toString(), "mailings:read",
				"mailings:write");
		assertThat(quick.post(one, form("save")).statusCode()).isLessThan(400);
		Map<String, String> fields = form("save");
		fields.put("title", "Slow films");

		HttpResponse<String> refused = slow.post(one, fields);

		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.body()).contains("value=\"Slow films\"", "somebody changed it meanwhile",
				"name=\"version\" value=\"1\"");
		assertThat(slow.get(one).body()).contains("value=\"Friday &lt;films&gt;\"");
	}

	@Test
	void callsPeopleByTheirNames() throws Exception {
		audience(5000);
		String person = UUID.randomUUID().toString();
		this.stub.on("id=" + person, 200, """
				{"items": [{"id": "%s", "email": "vera@example.com", "first_name": "Vera", "last_name": "<Orlova>",
				            "email_confirmed": true}]}
				""".formatted(person));
		StaffVisit author = StaffVisit.by(this.port, this.sessions, person, "mailings:read", "mailings:write");
		String one = begun(author);
		author.post(one, form("submit"));

		assertThat(manager().get(one).body()).contains("Submitted by Vera &lt;Orlova&gt;").doesNotContain(person);
		assertThat(author.get(one).body()).contains("Submitted by you");
		assertThat(manager().get("/admin/orders").body()).contains("Vera &lt;Orlova&gt;");
	}

	@Test
	void savesWhileSomebodyTypes() throws Exception {
		audience(12408);
		StaffVisit manager = manager();
		String one = begun(manager);

		HttpResponse<String> saved = manager.post(one + "/autosave", form("save"));

		assertThat(saved.body()).contains("id=\"comes-to\"", "12408", "name=\"version\" value=\"1\"")
			.doesNotContain("<html");
		assertThat(manager.get(one).body()).contains("value=\"Friday &lt;films&gt;\"");
	}

	@Test
	void asksSomebodyElseToApprove() throws Exception {
		audience(5000);
		StaffVisit manager = manager();
		String one = begun(manager);
		manager.post(one, form("submit"));
		StaffVisit approver = StaffVisit.by(this.port, this.sessions, UUID.randomUUID().toString(), "mailings:read",
				"mailings:approve");

		assertThat(approver.get(one).body()).contains("Revision 1 waits for approval", "Approve and send to 5,000")
			.doesNotContain("/autosave");
		assertThat(approver.post(one, form("save")).statusCode()).isEqualTo(403);
		assertThat(manager.post(one + "/approve", Map.of("revision", "1")).statusCode()).isEqualTo(403);
		assertThat(approver.post(one + "/refuse", Map.of("revision", "1")).statusCode()).as("without a reason")
			.isEqualTo(422);
		await().atMost(Duration.ofSeconds(30))
			.until(() -> approver.post(one + "/approve", Map.of("revision", "1")).statusCode() < 400);

		FakeWorker worker = new FakeWorker(this.rabbit);
		Message sent = worker.take("postings.email.bulk");
		worker.report(sent, "DELIVERED");
	}

	@Test
	void tellsWhoeverApprovesWhatGoesWhenAndToWhom() throws Exception {
		audience(5000);
		StaffVisit manager = manager();
		String one = begun(manager);
		Map<String, String> fields = form("submit");
		fields
			.putAll(Map.of("timing.kind", "recurring", "timing.weekdays", "fri", "timing.hour", "10:00", "timing.zone",
					"Asia/Omsk", "timing.until", "2099-12-31", "timing.overlap", "buffer_all", "name", "For Omsk"));
		HttpResponse<String> submitted = manager.post(one, fields);
		assertThat(submitted.statusCode()).as(submitted.body()).isBetween(302, 303);
		StaffVisit approver = StaffVisit.by(this.port, this.sessions, UUID.randomUUID().toString(), "mailings:read",
				"mailings:approve");

		assertThat(approver.get(one).body()).contains("<dd>For Omsk</dd>", "<dd>Friday</dd>", "<dd>10:00</dd>",
				"<dd>Asia/Omsk</dd>", "<dd>2099-12-31</dd>", "<dd>Send all afterwards</dd>",
				"An audience of a service: <code>http://auth/users?of=" + this.audience);
		assertThat(manager.post(one + "/withdraw", Map.of()).statusCode()).isLessThan(400);
	}

	@Test
	void keepsWhatWasSubmittedWhateverTheFormSavesLate() throws Exception {
		audience(5000);
		StaffVisit manager = manager();
		String one = begun(manager);
		manager.post(one, form("submit"));

		manager.post(one + "/autosave", form("save"));
		Map<String, String> older = form("save");
		older.put("title", "Frid");
		manager.post(one + "/autosave", older);
		assertThat(manager.post(one, form("submit")).statusCode()).as("a double click").isBetween(302, 303);

		assertThat(manager.get(one).body()).contains("Revision 1 waits for approval", "Friday &lt;films&gt;");
	}

	@Test
	void keepsOutWhoeverMayNotLook() throws Exception {
		StaffVisit support = StaffVisit.of(this.port, this.sessions, "notifications:read");

		assertThat(support.get("/admin/orders").statusCode()).isEqualTo(403);
	}

	private StaffVisit manager() {
		return StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");
	}

	private static String begun(StaffVisit manager) throws Exception {
		String location = manager.post("/admin/orders", Map.of()).headers().firstValue("Location").orElseThrow();
		return location.replaceAll("^https?://[^/]+", "");
	}

	private Map<String, String> form(String then) {
		Map<String, String> fields = new HashMap<>();
		fields.put("version", "0");
		fields.put("then", then);
		fields.put("name", "Friday");
		fields.put("title", "Friday <films>");
		fields.put("template", "new_movies");
		fields.put("context", "movies = []");
		fields.put("audience", "url");
		fields.put("receivers", "http://auth/users?of=" + this.audience);
		fields.put("channels", "email");
		fields.put("quiet_hours", "ignore");
		fields.put("timing.kind", "now");
		return fields;
	}

	private void audience(int total) {
		this.stub.on("of=" + this.audience, 200, """
				{"items": [{"id": "%s", "email": "ann@example.com", "first_name": "Ann"}], "total_items": %d}
				""".formatted(this.audience, total));
	}

}
