package cinema.orchestrator.mailing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import cinema.orchestrator.IntegrationTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as marketing does. */
public final class MailingRest {

	private final HttpClient http = HttpClient.newHttpClient();

	private final int port;

	private final String token;

	public MailingRest(int port) {
		this(port, IntegrationTest.MARKETING_TOKEN);
	}

	public MailingRest(int port, String token) {
		this.port = port;
		this.token = token;
	}

	public static JsonNode read(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	public HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.send(request(path).GET().build(), BodyHandlers.ofString());
	}

	public HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
		return this.http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
	}

	public HttpResponse<String> accepting(String type, String path) throws IOException, InterruptedException {
		return this.http.send(request(path).header("Accept", type).GET().build(), BodyHandlers.ofString());
	}

	public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return this.http.send(
				request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build(),
				BodyHandlers.ofString());
	}

	public HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
		return this.http.send(
				request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)).build(),
				BodyHandlers.ofString());
	}

	public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
		return this.http.send(request(path).DELETE().build(), BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.header("Authorization", "Bearer " + this.token);
	}

}
