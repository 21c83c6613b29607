package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import cinema.dev.mailbox.InboxServer;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Places;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Web, a notification for whoever does not look there, and a letter for whoever does not
 * look at that: through the whole system and a push service of our own.
 */
@Timeout(300)
class PushTests {

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stack stack = RunningStack.get();

	private final Places places = this.stack.places();

	private final String id = "push-" + UUID.randomUUID();

	private final String email = this.id + "@example.com";

	private final String endpoint = this.places.inbox() + "/push/" + this.id;

	private InboxServer site;

	private PushBrowser browser;

	private String token = "";

	@BeforeEach
	void subscribe() throws Exception {
		this.site = new InboxServer(URI.create(this.places.inbox()).getPort(),
				new InboxServer.Site(this.places.auth(), this.places.worker(), this.email, "correct horse"));
		this.browser = new PushBrowser(this.endpoint);
		Users.signUpAndConfirm(this.stack, this.email, "UTC", "en");
		this.token = JsonMapper.shared()
			.readTree(call("POST", this.places.auth() + "/api/v1/signin",
					"{\"email\": \"" + this.email + "\", \"password\": \"correct horse\"}", "")
				.body())
			.path("access_token")
			.asString();
		call("PUT", this.endpoint, "", "");
		call("PUT", this.places.worker() + "/api/v1/inbox/push", this.browser.subscription(), this.token);
	}

	@AfterEach
	void close() {
		this.site.close();
	}

	@Test
	void tellsTheBrowserOfWhoeverDoesNotLookAndNobodyElseOnceTheyDo() throws Exception {
		announce();
		JsonNode said = JsonMapper.shared().readTree(this.browser.open(arrived()));
		assertThat(said.path("title").asString()).isEqualTo("A new device signed in to your account");
		assertThat(said.path("body").asString()).startsWith("Firefox on Linux, ");

		// As the service worker does on a click.
		call("POST", this.places.worker() + "/api/v1/inbox/push/seen",
				"{\"proof\": \"" + said.path("seen").asString() + "\"}", "");

		awaitStates("web SEEN", "push SEEN", "email SILENCED");
		assertThat(letters()).isZero();
	}

	/** What is with the browser stays there; nothing further goes. */
	@Test
	void takesTheMessageOutOfTheirInboxAndWritesNoLetter() throws Exception {
		announce();
		arrived();
		awaitStates("web DELIVERED", "push DELIVERED", "email HELD");
		String message = postings().valueStream()
			.filter((one) -> one.path("channel").asString().equals("web"))
			.findFirst()
			.orElseThrow()
			.path("id")
			.asString();
		String inbox = this.places.worker() + "/api/v1/inbox?state=all";
		assertThat(call("GET", inbox, "", this.token).body()).contains(message);

		call("POST", this.places.orchestrator() + "/api/v1/postings/" + message + "/take-back",
				"{\"reason\": \"it was another device\"}", this.places.serviceToken());

		awaitStates("web WITHDRAWN", "push DELIVERED", "email SUPPRESSED");
		assertThat(call("GET", inbox, "", this.token).body()).doesNotContain(message);
		assertThat(letters()).isZero();
	}

	/** The step that cannot be taken makes nobody wait. */
	@Test
	void forgetsABrowserThatIsGoneAndWritesALetterInstead() throws Exception {
		call("DELETE", this.endpoint, "", "");
		announce();
		awaitStates("web DELIVERED", "push REJECTED", "email DELIVERED");
		assertThat(letters()).isEqualTo(1);
		assertThat(JsonMapper.shared()
			.readTree(call("GET", this.places.worker() + "/api/v1/inbox/push", "", this.token).body())
			.path("items")).isEmpty();
	}

	private void announce() throws Exception {
		String user = JsonMapper.shared()
			.readTree(call("GET", this.places.auth() + "/api/v1/profile", "", this.token).body())
			.path("id")
			.asString();
		new Events(this.places).announce(
				"""
						{"id": "%s", "event_type": "%s", "details": {"user_id": "%s", "email": "%s", "device": "Firefox on Linux"}}"""
					.formatted(this.id, RunningStack.WATCHED, user, this.email));
	}

	private byte[] arrived() throws Exception {
		for (int tries = 0; tries < 12; tries++) {
			HttpResponse<byte[]> answer = this.http.send(HttpRequest.newBuilder(URI.create(this.endpoint)).build(),
					BodyHandlers.ofByteArray());
			if (answer.statusCode() == 200) {
				return answer.body();
			}
		}
		throw new AssertionError("no push within two minutes");
	}

	private void awaitStates(String... states) {
		await().atMost(Duration.ofSeconds(120))
			.pollInterval(Duration.ofSeconds(1))
			.untilAsserted(() -> assertThat(states()).containsExactlyInAnyOrder(states));
	}

	private List<String> states() throws Exception {
		return postings().valueStream()
			.map((one) -> one.path("channel").asString() + " " + one.path("state").asString())
			.toList();
	}

	private JsonNode postings() throws Exception {
		return JsonMapper.shared()
			.readTree(
					call("GET",
							this.places.orchestrator() + "/api/v1/notifications/" + RunningStack.WATCHED + "/"
									+ this.id,
							"", this.places.serviceToken())
						.body())
			.path("postings");
	}

	/** What came when they signed up and in has another subject or no such device. */
	private long letters() {
		return this.stack.part(MailPart.class)
			.mailbox()
			.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().equals(this.email)
					&& letter.text().contains("Firefox on Linux"))
			.count();
	}

	private HttpResponse<String> call(String method, String url, String body, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
		if (!token.isEmpty()) {
			request.header("Authorization", "Bearer " + token);
		}
		HttpResponse<String> answer = this.http.send(request.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(method + " " + url + " " + answer.body()).isBetween(200, 299);
		return answer;
	}

}
