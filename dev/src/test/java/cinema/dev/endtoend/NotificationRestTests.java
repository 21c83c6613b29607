package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole way of an event that comes by REST. */
class NotificationRestTests {

	private static final String PATH = "/api/v1/notifications";

	private static final String PASSWORD = "user_changed_password_successfully";

	private final JsonMapper json = JsonMapper.builder().build();

	private final Stack stack = RunningStack.get();

	private final String id = "rest-" + UUID.randomUUID();

	@Test
	void deliversOnceWhatIsAnnouncedByRest() throws Exception {
		String event = "{\"id\": \"%1$s\", \"event_type\": \"%2$s\", \"details\": {\"email\": \"%1$s@example.com\"}}"
			.formatted(this.id, PASSWORD);
		assertThat(call("POST", PATH, event).statusCode()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(posting(PASSWORD, "password_changed").path("state").asString())
				.isEqualTo("DELIVERED"));
		assertThat(call("POST", PATH, event).statusCode()).isEqualTo(202);
		assertThat(call("POST", PATH, event.replace("@example.com", "@example.org")).statusCode()).isEqualTo(409);
		await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> letters() == 1);
		assertThat(posting(PASSWORD, "password_changed").path("attempts").path(0).path("outcome").asString())
			.isEqualTo("DELIVERED");
		assertThat(call("DELETE", PATH + "/" + PASSWORD + "/" + this.id, "").statusCode()).isEqualTo(409);
	}

	@Test
	void sendsNowWhatIsHeldForTheNight() throws Exception {
		String user = signUpSomebodyAsleep();
		assertThat(posting("user_signed_up", "welcome").path("reason").asString()).startsWith("held until");
		String held = PATH + "?outcome=HELD&limit=1&user_id=" + user;
		await().atMost(Duration.ofSeconds(30)).until(() -> call("GET", held, "").body().contains(this.id));
		HttpResponse<String> night = call("PATCH", PATH + "/user_signed_up/" + this.id,
				"{\"send_at\": \"" + Instant.now() + "\"}");
		assertThat(night.statusCode()).as(night.body()).isEqualTo(400);
		HttpResponse<String> moved = call("PATCH", PATH + "/user_signed_up/" + this.id + "?now=true", "");
		assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(posting("user_signed_up", "welcome").path("state").asString())
				.isEqualTo("DELIVERED"));
		await().atMost(Duration.ofSeconds(30)).until(() -> !call("GET", held, "").body().contains(this.id));
	}

	@Test
	void cancelsWhatIsHeldAndSaysWhatWasSent() throws Exception {
		String user = signUpSomebodyAsleep();
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(posting("user_signed_up", "email_confirmation").path("state").asString())
				.isEqualTo("DELIVERED"));
		HttpResponse<String> cancelled = call("DELETE", PATH + "/user_signed_up/" + this.id + "?reason=a%20mistake",
				"");
		assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
		assertThat(posting(this.json.readTree(cancelled.body()), "welcome").path("state").asString())
			.isEqualTo("CANCELLED");
		assertThat(posting(this.json.readTree(cancelled.body()), "email_confirmation").path("state").asString())
			.isEqualTo("DELIVERED");
		assertThat(posting("user_signed_up", "welcome").path("reason").asString()).endsWith(": a mistake");
		assertThat(call("GET", PATH + "?outcome=CANCELLED&user_id=" + user, "").body()).contains(this.id);
	}

	/** A user of auth for whom it is about midnight, whatever the hour is here. */
	private String signUpSomebodyAsleep() throws Exception {
		int hour = Instant.now().atOffset(ZoneOffset.UTC).getHour();
		int ahead = (hour <= 11) ? -hour : 24 - hour; // Etc/GMT has its sign the wrong
														// way
														// round
		String zone = (ahead <= 0) ? "Etc/GMT+" + -ahead : "Etc/GMT-" + ahead;
		HttpResponse<String> signUp = send(
				HttpRequest.newBuilder(URI.create(this.stack.places().auth() + "/api/v1/signup")), "POST",
				"{\"email\": \"%s-auth@example.com\", \"password\": \"correct horse\", \"time_zone\": \"%s\"}"
					.formatted(this.id, zone));
		assertThat(signUp.statusCode()).as(signUp.body()).isEqualTo(201);
		String user = this.json.readTree(signUp.body()).path("id").asString();
		assertThat(call("POST", PATH, """
				{"id": "%s", "event_type": "user_signed_up", "details": {"user_id": "%s", "confirm_link": "/s/abc"}}"""
			.formatted(this.id, user)).statusCode()).isEqualTo(202);
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(
					() -> assertThat(posting("user_signed_up", "welcome").path("state").asString()).isEqualTo("HELD"));
		return user;
	}

	private long letters() {
		return this.stack.part(MailPart.class)
			.mailbox()
			.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().equals(this.id + "@example.com"))
			.count();
	}

	private JsonNode posting(String type, String notice) throws Exception {
		return posting(this.json.readTree(call("GET", PATH + "/" + type + "/" + this.id, "").body()), notice);
	}

	private JsonNode posting(JsonNode shown, String notice) {
		return shown.path("postings")
			.values()
			.stream()
			.filter((one) -> one.path("notice").asString().equals(notice))
			.findFirst()
			.orElse(this.json.createObjectNode());
	}

	private HttpResponse<String> call(String method, String path, String body) throws Exception {
		return send(HttpRequest.newBuilder(URI.create(this.stack.places().orchestrator() + path))
			.header("Authorization", "Bearer " + this.stack.places().serviceToken()), method, body);
	}

	private static HttpResponse<String> send(HttpRequest.Builder request, String method, String body) throws Exception {
		return HttpClient.newHttpClient()
			.send(request.header("Content-Type", "application/json")
				.method(method, BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
	}

}
