package cinema.dev.people;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import cinema.dev.machine.StackException;
import cinema.dev.stack.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an admin asks of the REST of auth. */
final class AuthClient {

	private final JsonMapper json = JsonMapper.builder().build();

	private final HttpClient http = HttpClient.newHttpClient();

	private final String base;

	private String token = "";

	AuthClient(String base) {
		this.base = base + "/api/v1";
	}

	/** Asks as this person from now on; false when auth does not know them so. */
	boolean signIn(Person person) throws IOException, InterruptedException {
		HttpResponse<String> answer = send("POST", "/signin",
				Map.of("email", person.email(), "password", person.password()));
		this.token = (answer.statusCode() == 200) ? this.json.readTree(answer.body()).path("access_token").asString()
				: "";
		return answer.statusCode() == 200;
	}

	JsonNode findOrSignUp(Person person, String role, String zone) throws IOException, InterruptedException {
		JsonNode found = find(person.email());
		if (!found.isMissingNode()) {
			return found;
		}
		String name = role.substring(0, 1).toUpperCase(Locale.ROOT) + role.substring(1);
		return required(send("POST", "/signup", Map.of("email", person.email(), "password", person.password(),
				"first_name", name, "time_zone", zone, "locale", "en")));
	}

	/** Whoever has this address, or a missing node. */
	JsonNode find(String email) throws IOException, InterruptedException {
		String query = "/users?email=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
		return required(send("GET", query, Map.of())).path("items").path(0);
	}

	void giveRole(JsonNode user, String role) throws IOException, InterruptedException {
		required(send("POST", "/users/" + user.path("id").asString() + "/roles", Map.of("role", role)));
	}

	void turnMailings(JsonNode user, boolean on) throws IOException, InterruptedException {
		required(send("PATCH", "/users/" + user.path("id").asString(), Map.of("email_notifications", on)));
	}

	/** Presses the button of a letter. */
	void confirm(String code) throws IOException, InterruptedException {
		send("POST", "/confirm-email/confirm", Map.of("code", code));
	}

	private JsonNode required(HttpResponse<String> answer) {
		if (answer.statusCode() / 100 != 2) {
			throw new StackException("auth answered " + answer.statusCode() + " to " + answer.request().method() + " "
					+ answer.uri() + ": " + answer.body());
		}
		return this.json.readTree(answer.body());
	}

	private HttpResponse<String> send(String method, String path, Map<String, ?> body)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.method(method, body.isEmpty() ? BodyPublishers.noBody()
					: BodyPublishers.ofString(this.json.writeValueAsString(body)));
		if (!this.token.isEmpty()) {
			request.header("Authorization", "Bearer " + this.token);
		}
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

}
