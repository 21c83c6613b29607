package cinema.orchestrator.draft;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.order.AudienceShare;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static cinema.orchestrator.mailing.MailingRest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class DraftIntegrationTests {

	private static final String ALL = "/api/v1/mailing-drafts";

	private final String audience = UUID.randomUUID().toString();

	@Autowired
	private FakeNeighbour stub;

	@Autowired
	private RabbitTemplate rabbit;

	@LocalServerPort
	private int port;

	@Test
	void takesADraftFromItsFirstWordToItsLetters() throws Exception {
		audience(1, 1);
		JsonNode created = read(marketing().post(ALL, "{\"name\": \"Friday\"}"));
		String one = ALL + "/" + created.path("id").asString();
		HttpResponse<String> early = marketing().post(one + "/submit", "{\"version\": 0}");
		assertThat(early.statusCode()).isEqualTo(400);
		assertThat(read(early).path("errors").findValuesAsString("field")).contains("title", "template");

		HttpResponse<String> changed = marketing().put(one, "{\"version\": 0, \"content\": " + content("") + "}");
		assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
		assertThat(marketing().put(one, "{\"version\": 0, \"content\": {}}").statusCode()).as("another one's change")
			.isEqualTo(409);
		JsonNode check = read(marketing().get(one + "/check"));
		assertThat(check.path("count").asInt()).as(check.toString()).isEqualTo(1);
		assertThat(check.path("needs_approval").asBoolean()).isFalse();
		assertThat(check.path("problems")).isEmpty();

		HttpResponse<String> submitted = marketing().post(one + "/submit", version(one));
		assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.bulk");
		assertThat(worker.read(letter).path("subject").asString()).contains("Friday films");
		worker.report(letter, "DELIVERED");
		awaitState(one, "STARTED");
		JsonNode view = read(marketing().get(one));
		assertThat(view.path("changes").findValuesAsString("what")).contains("created", "changed", "submitted");
		await().atMost(Duration.ofSeconds(30))
			.until(() -> read(marketing()
				.get("/api/v1/mailings/" + view.path("event_id").asString() + "/" + view.path("notice").asString()))
				.path("status")
				.asString()
				.equals("COMPLETED"));
		assertThat(marketing().put(one, "{\"version\": 9, \"content\": {}}").statusCode()).isEqualTo(409);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"audience\": {\"locales\": [null]}} | audience.locales",
					"{\"timing\": {\"weekdays\": [null]}} | timing.weekdays",
					"{\"channels\": [\"email\", null]} | channels" })
	void refusesNothingAsAnElementOfAList(String content, String field) throws Exception {
		HttpResponse<String> refused = marketing().post(ALL, content);

		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("\"field\":\"" + field).contains("has to be a text");
		assertThat(marketing().post(ALL, "{\"context\": {\"limit\": null}}").statusCode()).isEqualTo(201);
	}

	@Test
	void namesTheFilesThatItWouldSend() throws Exception {
		audience(1, 1);
		String files = ", \"attachments\": [{\"name\": \"a.pdf\", \"url\": \"http://files/public/a.pdf\","
				+ " \"type\": \"application/pdf\"}, {\"name\": \"b.pdf\", \"url\": \"%s\", \"type\": \"application/pdf\"}]";
		String one = ALL + "/"
				+ read(marketing().post(ALL, content(files.formatted("http://evil/b.pdf")))).path("id").asString();
		assertThat(read(marketing().get(one + "/check")).at("/problems/0/field").asString())
			.isEqualTo("attachments[1].url");
		HttpResponse<String> early = marketing().post(one + "/submit", version(one));
		assertThat(early.statusCode()).isEqualTo(400);
		assertThat(read(early).at("/errors/0/field").asString()).isEqualTo("attachments[1].url");

		marketing().put(one,
				"{\"version\": 0, \"content\": " + content(files.formatted("http://files/own/{user_id}.pdf")) + "}");

		assertThat(read(marketing().get(one + "/check")).path("problems")).isEmpty();
		assertThat(read(marketing().get(one + "/preview")).at("/items/0/files").findValuesAsString("name"))
			.containsExactly("a.pdf", "b.pdf");
		assertThat(marketing().post(one + "/submit", version(one)).statusCode()).isEqualTo(200);
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.bulk");
		assertThat(worker.read(letter).path("attachments").findValuesAsString("url"))
			.containsExactly("http://files/public/a.pdf", "http://files/own/" + user(0) + ".pdf");
		worker.report(letter, "DELIVERED");
		awaitState(one, "STARTED");
	}

	@Test
	void readsDraftsOfEarlierVersionsThatHaveSuchElements() {
		DraftContent kept = DraftContent.read("{\"audience\": {\"locales\": [null, \"ru\"]}, \"channels\": [null]}");

		assertThat(kept.audience()).isNotNull().satisfies((one) -> assertThat(one.locales()).containsExactly("ru"));
		assertThat(kept.onChannels()).containsExactly("email");
	}

	@Test
	void waitsForSomebodyElseWhereItGoesToMany() throws Exception {
		audience(1, 5000);
		String one = submitted(content(""));
		assertThat(state(one)).isEqualTo("WAITING_FOR_APPROVAL");
		assertThat(marketing().post(one + "/approve", "{\"revision\": 1}").statusCode()).as("their own").isEqualTo(403);
		assertThat(watchers().post(one + "/approve", "{\"revision\": 1}").statusCode()).isEqualTo(403);
		assertThat(approvers().put(one, "{}").statusCode()).isEqualTo(403);

		JsonNode before = read(marketing().get(one));
		String changed = content("").replace("Friday films", "Saturday films");
		assertThat(read(
				marketing().put(one, "{\"version\": " + before.path("version") + ", \"content\": " + changed + "}"))
			.path("state")
			.asString()).as("approval of what was changed is void").isEqualTo("DRAFT");
		assertThat(approvers().post(one + "/approve", "{\"revision\": 1}").statusCode()).isEqualTo(409);
		assertThat(marketing().post(one + "/submit", version(one)).statusCode()).isEqualTo(200);
		assertThat(approvers().post(one + "/approve", "{\"revision\": 1}").statusCode()).as("not what they saw")
			.isEqualTo(409);

		HttpResponse<String> approved = await().atMost(Duration.ofSeconds(30))
			.until(() -> approvers().post(one + "/approve", "{\"revision\": 2}"),
					(answer) -> answer.statusCode() == 200);
		assertThat(read(approved).path("decided_by").asString()).isEqualTo("service approvers");
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.bulk");
		assertThat(worker.read(letter).path("subject").asString()).contains("Saturday films");
		worker.report(letter, "DELIVERED");
		awaitState(one, "STARTED");
		assertThat(read(marketing().get(one + "/revisions")).path("items").findValuesAsString("decision"))
			.containsExactly("STARTED", "WITHDRAWN");
		assertThat(read(marketing().get(one + "/revisions")).at("/items/0/content/template").asString())
			.as("a version published later is not what was approved")
			.isEqualTo("new_movies@0");
	}

	@Test
	void givesBackWhatIsRefusedWithAReason() throws Exception {
		audience(1, 5000);
		String one = submitted(content(""));
		assertThat(approvers().post(one + "/refuse", "{\"revision\": 1}").statusCode()).isEqualTo(400);

		HttpResponse<String> refused = await().atMost(Duration.ofSeconds(30))
			.until(() -> approvers().post(one + "/refuse", "{\"revision\": 1, \"reason\": \"wrong films\"}"),
					(answer) -> answer.statusCode() == 200);

		assertThat(read(refused).path("state").asString()).isEqualTo("REFUSED");
		assertThat(read(refused).path("reason").asString()).contains("wrong films");
		assertThat(marketing().delete(one).statusCode()).isEqualTo(204);
		assertThat(marketing().get(one).statusCode()).isEqualTo(404);
	}

	@Test
	void takesBackWhatWaits() throws Exception {
		audience(1, 5000);
		String one = submitted(content(""));

		assertThat(read(marketing().post(one + "/withdraw", "{}")).path("state").asString()).isEqualTo("DRAFT");

		assertThat(approvers().post(one + "/approve", "{\"revision\": 1}").statusCode()).isEqualTo(409);
	}

	@Test
	void tellsEveryoneOnceInACanaryAndTheRest() throws Exception {
		audience(20, 20);
		String one = submitted(content(", \"canary\": {\"percent\": 40, \"pause\": \"1 hour\"}"));
		awaitState(one, "CANARY");
		FakeWorker worker = new FakeWorker(this.rabbit);
		List<String> first = take(worker, canary());
		assertThat(first).hasSizeBetween(1, 19);

		assertThat(marketing().post(one + "/go-on", "").statusCode()).isEqualTo(200);

		List<String> rest = take(worker, 20 - first.size());
		Set<String> all = new TreeSet<>(first);
		all.addAll(rest);
		assertThat(all).hasSize(20);
		awaitState(one, "STARTED");
	}

	/** How many of the audience a canary of 40 % of this draft has. */
	private int canary() throws Exception {
		JsonNode newest = read(marketing().get(ALL + "?state=CANARY&limit=1")).at("/items/0");
		var share = new AudienceShare(0, 40, newest.path("id").asString());
		return (int) IntStream.range(0, 20).filter((i) -> share.has(user(i))).count();
	}

	private static List<String> take(FakeWorker worker, int letters) {
		return IntStream.range(0, letters).mapToObj((i) -> {
			Message letter = worker.take("postings.email.bulk");
			worker.report(letter, "DELIVERED");
			return worker.read(letter).at("/receiver/user_id").asString();
		}).toList();
	}

	@Test
	void showsWhatItWouldDoAndTellsNobody() throws Exception {
		audience(3, 3);
		JsonNode created = read(marketing().post(ALL, content("")));
		String one = ALL + "/" + created.path("id").asString();

		JsonNode letters = read(marketing().get(one + "/preview")).path("items");
		assertThat(letters.findValuesAsString("language")).containsExactly("en", "ru");
		assertThat(letters.at("/0/html").asString()).contains("Friday films");
		JsonNode dry = read(marketing().post(one + "/dry-run", ""));
		assertThat(dry.path("receivers").asInt()).as(dry.toString()).isEqualTo(3);
		assertThat(dry.at("/skipped").properties().iterator().next().getValue().asInt()).isEqualTo(1);
		assertThat(state(one)).isEqualTo("DRAFT");
	}

	@Test
	void sendsATestToOnePersonOverKafka() throws Exception {
		audience(1, 1);
		String me = UUID.randomUUID().toString();
		this.stub.on("id=" + me, 200,
				"{\"items\": [{\"id\": \"" + me + "\", \"email\": \"me@example.com\", \"first_name\": \"Me\", "
						+ "\"time_zone\": \"" + awake() + "\"}]}");
		JsonNode created = read(marketing().post(ALL, content("")));
		String one = ALL + "/" + created.path("id").asString();
		assertThat(marketing().post(one + "/test", "").statusCode()).as("a service has no address").isEqualTo(400);
		assertThat(marketing().post(one + "/test", "{\"user_id\": \"" + me + "," + me + "\"}").statusCode())
			.as("two people")
			.isEqualTo(400);

		HttpResponse<String> sent = marketing().post(one + "/test", "{\"user_id\": \"" + me + "\"}");

		assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
		FakeWorker worker = new FakeWorker(this.rabbit);
		Message letter = worker.take("postings.email.normal");
		assertThat(worker.read(letter).at("/receiver/user_id").asString()).isEqualTo(me);
		worker.report(letter, "DELIVERED");
		assertThat(state(one)).isEqualTo("DRAFT");
	}

	/** Where it is noon now. */
	private static String awake() {
		int hours = 12 - OffsetDateTime.now(ZoneOffset.UTC).getHour();
		return "Etc/GMT" + ((hours > 0) ? "-" + hours : "+" + -hours);
	}

	@Test
	void keepsWhatWasCounted() throws Exception {
		audience(1, 1);
		String one = ALL + "/" + read(marketing().post(ALL, content(""))).path("id").asString();
		String many = UUID.randomUUID().toString();
		this.stub.on("of=" + many, 200, "{\"items\": [], \"total_items\": 5000}");
		String changed = "{\"version\": 0, \"content\": " + content("").replace(this.audience, many) + "}";
		this.stub.on("of=" + this.audience, (exchange) -> {
			try {
				marketing().put(one, changed);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			FakeNeighbour.reply(exchange, 200, "{\"items\": [], \"total_items\": 1}".getBytes(StandardCharsets.UTF_8));
		});

		HttpResponse<String> submitted = marketing().post(one + "/submit", "{\"version\": 1}");

		assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(409);
		assertThat(state(one)).isEqualTo("DRAFT");
	}

	@Test
	void showsNobodyThePeopleOfAnAudience() throws Exception {
		audience(1, 1);
		String secret = UUID.randomUUID().toString();
		for (String value : List.of("\"http://auth/users/" + secret + "\"",
				"[[\"http://AUTH/users/" + secret + "\"]]")) {
			String one = ALL + "/"
					+ read(marketing().post(ALL, content("").replace("\"movies\": []", "\"x\": " + value))).path("id")
						.asString();
			JsonNode check = read(marketing().get(one + "/check"));
			assertThat(check.path("problems").findValuesAsString("field")).contains("context");
			assertThat(check.path("context")).isEmpty();
			assertThat(marketing().get(one + "/preview").statusCode()).isEqualTo(400);
			assertThat(marketing().post(one + "/dry-run", "").statusCode()).isEqualTo(400);
		}
		assertThat(this.stub.requests).noneMatch((asked) -> asked.contains(secret));
	}

	@Test
	void readsAnAudienceByFiltersAndCountsIt() throws Exception {
		String query = "is_active=true&locale=ru&time_zone=Asia/Omsk&created_from=2025-12-31T21:00:00Z";
		this.stub.on(query, 200, "{\"items\": [], \"total_items\": 1234}");
		String chosen = "\"audience\": {\"is_active\": true, \"locales\": [\"ru\"], \"time_zones\": [\"Asia/Omsk\"],"
				+ " \"registered_from\": \"2026-01-01\"}";
		String content = content("").replace("\"receivers\": \"http://auth/users?of=" + this.audience + "\"", chosen);
		String one = ALL + "/" + read(marketing().post(ALL, content)).path("id").asString();

		JsonNode check = read(marketing().get(one + "/check"));

		assertThat(check.path("problems")).as(check.toString()).isEmpty();
		assertThat(check.path("receivers").asString()).isEqualTo("http://auth/api/v1/users/?" + query);
		assertThat(check.path("count").asInt()).isEqualTo(1234);
		assertThat(check.path("needs_approval").asBoolean()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"audience": {"locales": ["russian"]}                       | audience.locales
			"audience": {"time_zones": ["Mars"]}                       | audience.time_zones
			"audience": {"registered_before": "soon"}                  | audience.registered_before
			"audience": {}, "receivers": "http://auth/api/v1/users/"   | audience
			""")
	void namesTheFilterThatIsWrong(String chosen, String field) throws Exception {
		String content = content("").replace("\"receivers\": \"http://auth/users?of=" + this.audience + "\"", chosen);
		String one = ALL + "/" + read(marketing().post(ALL, content)).path("id").asString();

		assertThat(read(marketing().get(one + "/check")).path("problems").findValuesAsString("field"))
			.containsExactly(field);
		assertThat(marketing().post(one + "/submit", "{\"version\": 0}").statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0b6f1c1e-3a57-4d0c-9a41-0f6f1c0d7e11.1", "0B6F1C1E-3A57-4D0C-9A41-0F6F1C0D7E11.2.canary",
			"0b6f1c1e-3a57-4d0c-9a41-0f6f1c0d7e11.test-1", "friday.resend-1" })
	void letsNobodyTakeItsIds(String id) throws Exception {
		HttpResponse<String> refused = marketing().post("/api/v1/notifications",
				"""
						{"id": "%s", "from_service": "x", "receivers": "http://auth/api/v1/users/", "template": "email/new_movies.md",
						 "template_context": {"movies": []}}"""
					.formatted(id));

		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
		assertThat(read(refused).at("/errors/0/field").asString()).isEqualTo("id");
	}

	@Test
	void fetchesFewValuesOnly() throws Exception {
		audience(1, 1);
		String host = UUID.randomUUID().toString();
		String values = IntStream.range(0, 51)
			.mapToObj((i) -> "\"http://fastapi/" + host + "/" + i + "\"")
			.collect(Collectors.joining(", ", "\"movies\": [", "]"));
		String one = ALL + "/"
				+ read(marketing().post(ALL, content("").replace("\"movies\": []", values))).path("id").asString();

		JsonNode check = read(marketing().get(one + "/check"));

		assertThat(check.path("problems").findValuesAsString("reason")).contains("has to be at most 50 values");
		assertThat(this.stub.requests).noneMatch((asked) -> asked.contains(host));
	}

	@Test
	void namesEveryFieldThatIsWrong() throws Exception {
		audience(1, 1);
		String wrong = content(
				", \"rate\": -1, \"canary\": {\"percent\": 5}, \"timing\": {\"kind\": \"local\", \"at\": \"soon\"}");
		String one = ALL + "/" + read(marketing().post(ALL, wrong)).path("id").asString();

		JsonNode problems = read(marketing().get(one + "/check")).path("problems");

		assertThat(problems.findValuesAsString("field")).containsExactlyInAnyOrder("canary.percent", "timing.at");
	}

	@Test
	void saysWhenItWouldRecur() throws Exception {
		audience(1, 1);
		String weekly = content(
				", \"timing\": {\"kind\": \"recurring\", \"weekdays\": [\"fri\"], \"hour\": \"10:00\", \"zone\": \"Europe/Moscow\"}");
		String one = ALL + "/" + read(marketing().post(ALL, weekly)).path("id").asString();

		JsonNode check = read(marketing().get(one + "/check"));

		assertThat(check.path("problems")).as(check.toString()).isEmpty();
		assertThat(check.path("moments").valueStream().map(JsonNode::asString)).hasSize(5)
			.allSatisfy((at) -> assertThat(at).endsWith("T07:00:00Z"));
	}

	private String submitted(String content) throws Exception {
		JsonNode created = read(marketing().post(ALL, content));
		String one = ALL + "/" + created.path("id").asString();
		HttpResponse<String> submitted = marketing().post(one + "/submit", version(one));
		assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
		return one;
	}

	private String version(String one) throws Exception {
		return "{\"version\": " + read(marketing().get(one)).path("version") + "}";
	}

	private String state(String one) throws Exception {
		return read(marketing().get(one)).path("state").asString();
	}

	private void awaitState(String one, String state) {
		await().atMost(Duration.ofSeconds(30)).until(() -> state(one).equals(state));
	}

	/** The last one of more than one has opted out. */
	private void audience(int some, int total) {
		String items = IntStream.range(0, some)
			.mapToObj((
					i) -> "{\"id\": \"%s\", \"email\": \"u%d@example.com\", \"first_name\": \"Ann\", \"is_active\": %s}"
						.formatted(user(i), i, some != 3 || i < 2))
			.collect(Collectors.joining(", "));
		this.stub.on("of=" + this.audience, 200,
				"{\"items\": [" + items + "], \"total_items\": " + total + ", \"next\": null}");
	}

	private String user(int i) {
		return this.audience + "-" + i;
	}

	private String content(String more) {
		return """
				{"name": "Friday", "title": "Friday films", "template": "new_movies", "quiet_hours": "ignore",
				 "context": {"movies": []}, "receivers": "http://auth/users?of=%s"%s}""".formatted(this.audience, more);
	}

	private MailingRest marketing() {
		return new MailingRest(this.port);
	}

	private MailingRest approvers() {
		return new MailingRest(this.port, IntegrationTest.APPROVERS_TOKEN);
	}

	private MailingRest watchers() {
		return new MailingRest(this.port, IntegrationTest.WATCHERS_TOKEN);
	}

}
