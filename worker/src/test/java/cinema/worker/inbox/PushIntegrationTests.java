package cinema.worker.inbox;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a browser that subscribes to what its push service is handed. */
@Timeout(120)
class PushIntegrationTests {

	private static PushStand stand;

	private static Site site;

	private final String ann = Site.person();

	private final String token = site.token(this.ann);

	private final String path = "/" + UUID.randomUUID();

	@BeforeAll
	static void start() throws Exception {
		stand = new PushStand();
		site = new Site("--cinema.push.public-key=" + PushStand.point(stand.sender),
				"--cinema.push.private-key=" + stand.sender.getD(), "--cinema.push.subject=mailto:push@cinema.example",
				"--cinema.push.hosts=localhost", "--cinema.push.local=true", "--cinema.push.timeout=2s",
				"--cinema.push.most=3", "--cinema.push.refusals=50");
	}

	@AfterAll
	static void stop() throws Exception {
		site.close();
		stand.close();
	}

	@Test
	void handsOverWhatTheBrowserAloneCanRead() {
		subscribe(this.path);
		Posting posting = posting(Urgency.URGENT);
		JsonNode receipt = deliver(posting);
		assertThat(receipt.path("status").asString()).isEqualTo("DELIVERED");
		assertThat(receipt.path("provider_reference").asString()).isEqualTo("browsers:1/1");

		PushStand.Pushed pushed = pushed(this.path);
		String seen = Site.JSON.readTree(pushed.text()).path("seen").asString();
		assertThat(Site.JSON.readTree(pushed.text())).isEqualTo(Site.JSON.readTree("{\"id\":\"" + posting.id()
				+ "\",\"title\":\"A film 🎬\",\"body\":\"Out now\",\"link\":\"https://cinema.example/s/1?a=1&b=2\",\"seen\":\""
				+ seen + "\"}"));
		assertThat(pushed.headers().getFirst("Urgency")).isEqualTo("high");
		assertThat(Integer.parseInt(pushed.headers().getFirst("TTL"))).isBetween(3000, 3600);
		assertThat(pushed.headers().getFirst("Topic")).matches("[A-Za-z0-9_-]{32}");
		assertThat(pushed.claims()).containsEntry("sub", "mailto:push@cinema.example")
			.containsEntry("aud", List.of(stand.endpoint("")));
	}

	/** Without anybody's token, and once however often it is said. */
	@Test
	void tellsThatItWasClicked() {
		subscribe(this.path);
		Posting posting = posting(Urgency.NORMAL);
		assertThat(deliver(posting).path("status").asString()).isEqualTo("DELIVERED");
		String proof = Site.JSON.readTree(pushed(this.path).text()).path("seen").asString();

		assertThat(click(proof.replace(posting.id(), UUID.randomUUID().toString())).statusCode()).isEqualTo(400);
		assertThat(click("").body()).contains("\"field\":\"proof\"");
		assertThat(click(proof).statusCode()).isEqualTo(204);
		assertThat(click(proof).statusCode()).isEqualTo(204);

		JsonNode receipt = receipt(posting);
		assertThat(receipt.path("status").asString()).isEqualTo("SEEN");
		assertThat(receipt.path("workflow_id").asString()).isEqualTo(posting.workflowId());
		assertThat(receipt.path("attempt").asInt()).isEqualTo(1);
		await().until(() -> site.jdbc()
			.sql("select seen_told from push_seen where posting_id = ?::uuid")
			.param(posting.id())
			.query(Boolean.class)
			.single());
		click(proof);
		assertThat(site.jdbc()
			.sql("select count(*) from push_seen where posting_id = ?::uuid and not seen_told")
			.param(posting.id())
			.query(Integer.class)
			.single()).isZero();
	}

	/** The message of the same notice is seen by that, on every device. */
	@Test
	void countsTheMessageInTheInboxAsSeenThatItWasClickedFor() {
		subscribe(this.path);
		Posting web = site.post(this.ann, "A film");
		await().until(() -> site.list(this.token).path("unseen").asInt() == 1);
		BrowserSocket device = site.open(1, this.token, site.list(this.token).path("since").asLong());
		Posting posting = posting(Urgency.NORMAL, Map.of(Posting.INBOX_MESSAGE, web.id()));
		assertThat(deliver(posting).path("status").asString()).isEqualTo("DELIVERED");
		JsonNode pushed = Site.JSON.readTree(pushed(this.path).text());
		assertThat(pushed.path("message").asString()).isEqualTo(web.id());

		assertThat(click(pushed.path("seen").asString()).statusCode()).isEqualTo(204);
		assertThat(click(pushed.path("seen").asString()).statusCode()).isEqualTo(204);

		JsonNode page = site.list(this.token);
		assertThat(page.path("unseen").asInt()).isZero();
		assertThat(page.path("unread").asInt()).as("it was not read there").isEqualTo(1);
		await().untilAsserted(() -> assertThat(device.item(web.id()).path("seen_at").isString()).isTrue());
		assertThat(receipt(web).path("status").asString()).isEqualTo("SEEN");
	}

	/** Nor is there any trouble with what is no id, or not in the inbox. */
	@Test
	void clicksWhatHasNoMessageInTheInbox() {
		subscribe(this.path);
		for (String none : List.of(UUID.randomUUID().toString(), "'", "")) {
			Posting posting = posting(Urgency.NORMAL, Map.of(Posting.INBOX_MESSAGE, none));
			assertThat(deliver(posting).path("status").asString()).isEqualTo("DELIVERED");
			String proof = stand.taken.stream()
				.map((one) -> Site.JSON.readTree(one.text()))
				.filter((one) -> one.path("id").asString().equals(posting.id()))
				.findFirst()
				.orElseThrow()
				.path("seen")
				.asString();
			assertThat(click(proof).statusCode()).isEqualTo(204);
			assertThat(receipt(posting).path("status").asString()).isEqualTo("SEEN");
		}
	}

	@Test
	void followsABrowserThatIsReachedElsewhere() {
		JsonNode browser = subscribe(this.path);
		String moved = stand.subscription(this.path + "/new").replace("\"label\":\"Firefox\"", "\"proof\":\"@\"");
		String at = "/push/" + browser.path("id").asString() + "/moved";
		assertThat(site.ask(1, "", "POST", at, moved).statusCode()).isEqualTo(400);

		HttpResponse<String> answer = site.ask(1, "", "POST", at, moved.replace("@", browser.path("proof").asString()));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
		assertThat(deliver(posting(Urgency.NORMAL)).path("status").asString()).isEqualTo("DELIVERED");
		assertThat(pushed(this.path + "/new")).isNotNull();
		assertThat(stand.taken).noneMatch((one) -> one.path().equals(this.path));

		// The page has told of it before the service worker does.
		JsonNode other = subscribe(this.path + "/other");
		site.ask(1, "", "POST", at, stand.subscription(this.path + "/other")
			.replace("\"label\":\"Firefox\"", "\"proof\":\"" + browser.path("proof").asString() + "\""));
		assertThat(devices()).hasSize(1);
		assertThat(devices().path(0).path("id").asString()).isEqualTo(other.path("id").asString());
	}

	/** Nor does it come back by what was given to it before. */
	@Test
	void letsABrowserLeaveWhosePersonHasSignedOut() {
		JsonNode browser = subscribe(this.path);
		String at = "/push/" + browser.path("id").asString();
		String proof = "{\"proof\":\"" + browser.path("proof").asString() + "\"}";
		assertThat(site.ask(0, "", "POST", "/push/" + UUID.randomUUID() + "/left", proof).statusCode()).isEqualTo(400);
		assertThat(devices()).hasSize(1);
		assertThat(site.ask(0, "", "POST", at + "/left", proof).statusCode()).isEqualTo(204);
		assertThat(devices()).isEmpty();
		String moved = stand.subscription(this.path)
			.replace("\"label\":\"Firefox\"", "\"proof\":\"" + browser.path("proof").asString() + "\"");
		assertThat(site.ask(0, "", "POST", at + "/moved", moved).statusCode()).isEqualTo(404);
		assertThat(site.ask(0, this.token, "GET", "/push", "").body()).doesNotContain("\"proof\":\"");
	}

	/** Its push service would refuse us, and nobody else would get anything. */
	@Test
	void leavesBrowsersOfAnOlderKeyAlone() {
		subscribe(this.path);
		stand.answers.put(this.path, 403);
		site.jdbc().sql("update push_subscription set public_key = 'older' where person = ?").param(this.ann).update();
		assertThat(deliver(posting(Urgency.NORMAL)).path("status").asString()).isEqualTo("REJECTED");
		assertThat(devices()).isEmpty();

		String older = stand.subscription(this.path).replace("\"label\"", "\"public_key\":\"older\",\"label\"");
		assertThat(site.ask(0, this.token, "PUT", "/push", older).statusCode()).isEqualTo(409);
		String ours = older.replace("older", PushStand.point(stand.sender));
		assertThat(site.ask(0, this.token, "PUT", "/push", ours).statusCode()).isEqualTo(200);
		assertThat(devices()).hasSize(1);
	}

	@Test
	void refusesAtOnceWhereNoBrowserSubscribes() {
		JsonNode receipt = deliver(posting(Urgency.NORMAL));
		assertThat(receipt.path("status").asString()).isEqualTo("REJECTED");
		assertThat(receipt.path("detail").asString()).isEqualTo("no browser of theirs subscribes");
	}

	@Test
	void forgetsWhatItsPushServiceDoesNotKnow() {
		for (int gone : new int[] { 404, 410 }) {
			subscribe(this.path);
			stand.answers.put(this.path, gone);
			assertThat(deliver(posting(Urgency.NORMAL)).path("status").asString()).isEqualTo("REJECTED");
			assertThat(devices()).isEmpty();
		}
	}

	@Test
	void isDeliveredWhereOneBrowserIs() {
		subscribe(this.path);
		subscribe(this.path + "/sick");
		stand.answers.put(this.path + "/sick", 500);
		JsonNode receipt = deliver(posting(Urgency.NORMAL));
		assertThat(receipt.path("status").asString()).isEqualTo("DELIVERED");
		assertThat(receipt.path("provider_reference").asString()).isEqualTo("browsers:1/2");
		assertThat(devices()).hasSize(2);
	}

	@Test
	void triesAgainWhatMayPassAndNothingElse() {
		subscribe(this.path);
		for (int trouble : new int[] { 401, 403, 429, 500, 302 }) {
			stand.answers.put(this.path, trouble);
			JsonNode receipt = deliver(posting(Urgency.NORMAL));
			assertThat(receipt.path("status").asString()).as("%d", trouble).isEqualTo("DEFERRED");
			assertThat(receipt.path("ours").asBoolean()).isTrue();
			if (trouble == 429) {
				assertThat(Instant.parse(receipt.path("retry_at").asString())).isAfter(Instant.now().plusSeconds(60));
			}
		}
		stand.answers.put(this.path, 413);
		assertThat(deliver(posting(Urgency.NORMAL)).path("status").asString()).isEqualTo("REJECTED");
		stand.answers.put(this.path, 0);
		assertThat(deliver(posting(Urgency.NORMAL)).path("status").asString()).isEqualTo("UNKNOWN");
	}

	@Test
	void givesABrowserToWhoeverSubscribedLast() {
		subscribe(this.path);
		String bob = site.token(Site.person());
		assertThat(site.ask(0, bob, "PUT", "/push", stand.subscription(this.path)).statusCode()).isEqualTo(200);
		assertThat(devices()).isEmpty();
	}

	@Test
	void keepsSoManyAndUnsubscribes() {
		for (int i = 0; i < 5; i++) {
			subscribe(this.path + "/" + i);
		}
		assertThat(devices()).hasSize(3);
		String id = devices().path(0).path("id").asString();
		String bob = site.token(Site.person());
		assertThat(site.ask(0, bob, "DELETE", "/push/" + id, "").statusCode()).isEqualTo(404);
		assertThat(site.ask(0, this.token, "DELETE", "/push/" + id, "").statusCode()).isEqualTo(204);
		assertThat(devices()).hasSize(2);
		assertThat(site.ask(0, this.token, "GET", "/push", "").body()).doesNotContain("localhost", "p256dh");
	}

	@Test
	void namesWhatIsWrong() {
		String right = stand.subscription(this.path);
		assertFault("endpoint", right.replace("localhost", "127.0.0.1"));
		assertFault("p256dh", right.replaceFirst("\"p256dh\":\"B", "\"p256dh\":\"C"));
		assertFault("auth", right.replaceFirst("\"auth\":\"..", "\"auth\":\""));
		assertFault("label", right.replace("Firefox", "x".repeat(101)));
	}

	@Test
	void forgetsWhomEverybodyForgets() {
		subscribe(this.path);
		site.publish(PostingQueues.routingKey(Channel.WEB, Urgency.URGENT), PostingQueues.ERASURE_TYPE,
				new Erasure(this.ann));
		await().atMost(Duration.ofSeconds(20)).until(() -> devices().isEmpty());
		assertThat(site.ask(0, this.token, "PUT", "/push", stand.subscription(this.path)).statusCode()).isEqualTo(409);
	}

	private HttpResponse<String> click(String proof) {
		return site.ask(0, "", "POST", "/push/seen", "{\"proof\":\"" + proof + "\"}");
	}

	private static PushStand.Pushed pushed(String at) {
		return stand.taken.stream().filter((one) -> one.path().equals(at)).findFirst().orElseThrow();
	}

	private JsonNode subscribe(String at) {
		HttpResponse<String> answer = site.ask(0, this.token, "PUT", "/push", stand.subscription(at));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Site.JSON.readTree(answer.body());
	}

	private JsonNode devices() {
		return Site.JSON.readTree(site.ask(1, this.token, "GET", "/push", "").body()).path("items");
	}

	private void assertFault(String field, String body) {
		HttpResponse<String> answer = site.ask(0, this.token, "PUT", "/push", body);
		assertThat(answer.statusCode()).as(field).isEqualTo(400);
		assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
	}

	private Posting posting(Urgency urgency) {
		return posting(urgency, Map.of());
	}

	private Posting posting(Urgency urgency, Map<String, String> headers) {
		return new Posting(UUID.randomUUID().toString(), "event/new_episode/1", "1", "new_episode_push", "new_episodes",
				Channel.PUSH, urgency, new PostingReceiver(this.ann, this.ann, "Ann", "Europe/Moscow", "en"),
				"A film 🎬", "<p>Out <a href=\"https://cinema.example/s/1?a=1&amp;b=2\">now</a></p>", "Out\nnow",
				headers, Instant.now().plusSeconds(3600), null, 1);
	}

	private JsonNode deliver(Posting posting) {
		site.publish(posting);
		return receipt(posting);
	}

	private static JsonNode receipt(Posting posting) {
		RabbitTemplate rabbit = site.bean(0, RabbitTemplate.class);
		while (true) {
			Message message = rabbit.receive(PostingQueues.RECEIPTS, 20_000);
			assertThat(message).as("a receipt").isNotNull();
			JsonNode read = Site.JSON.readTree(new String(message.getBody(), StandardCharsets.UTF_8));
			for (JsonNode one : read.isArray() ? read.values() : List.of(read)) {
				if (one.path("posting_id").asString("").equals(posting.id())) {
					return one;
				}
			}
		}
	}

}
