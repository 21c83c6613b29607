package cinema.dev.people;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.dev.stack.Person;
import cinema.dev.stack.Places;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the staff of a demo get letters, a test of a mailing for example: they agree to
 * them, and press the button of the letter that they got when they signed up.
 */
public final class StaffMail {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[0-9A-Za-z]+");

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

	private final Places places;

	private final AuthClient auth;

	public StaffMail(Places places) {
		this.places = places;
		this.auth = new AuthClient(places.auth());
	}

	/** Whoever has an address that is not proven; the mailbox has to be ours. */
	public void turnOn() throws IOException, InterruptedException {
		Person admin = this.places.people().get("admin");
		if (this.places.mailbox().isEmpty() || admin == null || !this.auth.signIn(admin)) {
			return;
		}
		for (Person person : this.places.people().values()) {
			JsonNode user = this.auth.find(person.email());
			this.auth.turnMailings(user, true);
			if (!user.path("email_confirmed").asBoolean()) {
				confirm(person.email());
			}
		}
	}

	/** As soon as the letter is there; without it nothing else fails. */
	private void confirm(String email) throws IOException, InterruptedException {
		long until = System.nanoTime() + PATIENCE.toNanos();
		String link = link(email);
		while (link == null && System.nanoTime() < until) {
			TimeUnit.MILLISECONDS.sleep(200);
			link = link(email);
		}
		if (link != null) {
			String query = this.http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.discarding())
				.uri()
				.getQuery();
			this.auth.confirm(String.valueOf(query).replace("code=", ""));
		}
	}

	private @Nullable String link(String email) throws IOException, InterruptedException {
		JsonNode found = ask("/messages?limit=100&query=" + URLEncoder.encode("to:" + email, StandardCharsets.UTF_8));
		for (JsonNode letter : found.path("messages")) {
			String text = ask("/message/" + letter.path("ID").asString()).path("Text").asString("");
			Matcher link = LINK.matcher(text);
			if (letter.at("/To/0/Address").asString("").equals(email) && link.find()) {
				return link.group();
			}
		}
		return null;
	}

	private JsonNode ask(String path) throws IOException, InterruptedException {
		HttpResponse<String> answer = this.http.send(
				HttpRequest.newBuilder(URI.create(this.places.mailbox() + "/api/v1" + path)).build(),
				BodyHandlers.ofString());
		return (answer.statusCode() == 200) ? this.json.readTree(answer.body()) : this.json.valueToTree(Map.of());
	}

}
