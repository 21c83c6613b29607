package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody who proves their number, through the whole system and a message centre. */
@Timeout(300)
class PhoneTests {

	private static final String ONE = "/api/v1/profile/phone-confirmation";

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void provesTheirNumberByTheCodeOfAMessage() throws Exception {
		String email = "phone-" + UUID.randomUUID() + "@example.com";
		Users.signUpAndConfirm(this.stack, email, Users.zoneWhereItIsNight(), "ru");
		String token = call("POST", "/api/v1/signin", "{\"email\": \"" + email + "\", \"password\": \"correct horse\"}",
				"")
			.path("access_token")
			.asString();
		String number = "+7916" + (1_000_000 + Math.floorMod(UUID.randomUUID().hashCode(), 9_000_000));
		call("PATCH", "/api/v1/profile", "{\"phone\": \"" + number + "\"}", token);

		call("POST", ONE, "", token);
		String code = await().atMost(Duration.ofSeconds(60)).until(() -> code(number), (found) -> !found.isEmpty());
		call("POST", ONE + "/confirm", "{\"code\": \"" + code + "\"}", token);

		assertThat(call("GET", "/api/v1/profile", "", token).path("phone_confirmed").asBoolean()).isTrue();
	}

	/** A night is no reason to wait with it. */
	private String code(String number) {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().startsWith(number.substring(1) + "@"))
			.map(StoredLetter::text)
			.map(Pattern.compile("Cinema: код (\\d{6}), ")::matcher)
			.filter(Matcher::find)
			.map((found) -> found.group(1))
			.findFirst()
			.orElse("");
	}

	private JsonNode call(String method, String path, String body, String token) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.stack.places().auth() + path))
			.header("Content-Type", "application/json")
			.method(method, BodyPublishers.ofString(body));
		if (!token.isEmpty()) {
			request.header("Authorization", "Bearer " + token);
		}
		HttpResponse<String> answer = this.http.send(request.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
		return JsonMapper.shared().readTree(answer.body().isEmpty() ? "{}" : answer.body());
	}

}
