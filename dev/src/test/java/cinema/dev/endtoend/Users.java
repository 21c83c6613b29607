package cinema.dev.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import cinema.dev.letter.StoredLetter;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Places;
import cinema.dev.stack.Stack;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** People who sign up at auth. */
public final class Users {

	private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[0-9A-Za-z]+");

	private Users() {
	}

	/** Signs somebody up who is called Sleeper; the user's id. */
	public static String signUp(Places places, String email, String zone) throws IOException, InterruptedException {
		return signUp(places, email, zone, "en");
	}

	public static String signUp(Places places, String email, String zone, String locale)
			throws IOException, InterruptedException {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(places.auth() + "/api/v1/signup"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("""
						{"email": "%s", "password": "correct horse", "first_name": "Sleeper", "time_zone": "%s",
						 "locale": "%s"}""".formatted(email, zone, locale)))
				.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
		return JsonMapper.shared().readTree(answer.body()).path("id").asString();
	}

	/** Signs somebody up who confirms the address by the letter; the user's id. */
	public static String signUpAndConfirm(Stack stack, String email, String zone, String locale)
			throws IOException, InterruptedException {
		String id = signUp(stack.places(), email, zone, locale);
		Mailbox mailbox = stack.part(MailPart.class).mailbox();
		String letter = await().atMost(Duration.ofSeconds(60))
			.until(() -> mailbox.letters()
				.stream()
				.filter((one) -> one.to().get(0).address().equals(email))
				.map(StoredLetter::text)
				.filter((text) -> LINK.matcher(text).find())
				.findFirst()
				.orElse(null), (found) -> found != null);
		Matcher link = LINK.matcher(letter);
		assertThat(link.find()).isTrue();
		confirm(link.group());
		return id;
	}

	/**
	 * Confirms the address by the short link of the letter, as a program does; what the
	 * page said before.
	 */
	static String confirm(String link) throws IOException, InterruptedException {
		HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
		HttpResponse<String> page = http.send(HttpRequest.newBuilder(URI.create(link)).build(),
				BodyHandlers.ofString());
		String code = page.uri().getQuery().replace("code=", "");
		HttpRequest button = HttpRequest.newBuilder(page.uri().resolve("/api/v1/confirm-email/confirm"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"code\": \"" + code + "\"}"))
			.build();
		assertThat(http.send(button, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
		return page.body();
	}

	/** A zone where the night goes on for hours. */
	static String zoneWhereItIsNight() {
		return zoneWhereItIs(2);
	}

	/** A zone with this hour on the clock. */
	public static String zoneWhereItIs(int hour) {
		return IntStream.rangeClosed(-12, 12)
			.mapToObj((hours) -> "Etc/GMT" + ((hours < 0) ? hours : "+" + hours))
			.filter((zone) -> Instant.now().atZone(ZoneId.of(zone)).getHour() == hour)
			.findFirst()
			.orElseThrow();
	}

}
