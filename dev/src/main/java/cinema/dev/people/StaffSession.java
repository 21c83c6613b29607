package cinema.dev.people;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.dev.machine.StackException;
import cinema.dev.stack.Person;
import cinema.dev.stack.Places;

/** Somebody of the staff who is signed in to the admin, without a browser. */
public final class StaffSession {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(Redirect.ALWAYS)
		.build();

	private final Places places;

	private StaffSession(Places places) {
		this.places = places;
	}

	/**
	 * Signs in as a person would.
	 * @throws StackException when auth does not let this person in
	 */
	public static StaffSession of(Places places, Person person) throws IOException, InterruptedException {
		StaffSession session = new StaffSession(places);
		Matcher token = TOKEN.matcher(session.get("").body());
		if (!token.find()) {
			throw new StackException("auth shows no form to sign in");
		}
		HttpResponse<String> first = session.http.send(HttpRequest.newBuilder(URI.create(places.auth() + "/signin"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("Accept", "text/html")
			.POST(BodyPublishers.ofString("_csrf=" + encoded(token.group(1)) + "&email=" + encoded(person.email())
					+ "&password=" + encoded(person.password())))
			.build(), BodyHandlers.ofString());
		if (!first.uri().toString().startsWith(places.admin())) {
			throw new StackException(person.email() + " is not let in to " + places.admin());
		}
		return session;
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/**
	 * A page of the admin.
	 * @param path below {@code /admin}, for example {@code /mailings}
	 */
	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		// Whoever takes no HTML is told 401, and not where to sign in.
		return this.http.send(
				HttpRequest.newBuilder(URI.create(this.places.admin() + path)).header("Accept", "text/html").build(),
				BodyHandlers.ofString());
	}

}
