package cinema.dev.mailbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Asks whether the page behind a link is there. Only by HEAD, which changes nothing (RFC
 * 9110, 9.2.1), only on this machine, and without following where it leads to.
 */
final class LinkCheck {

	private static final Pattern HOST = Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	/** The answer's status, 0 where there is none, and what it means. */
	Map<String, Object> check(String link) throws InterruptedException {
		try {
			URI uri = URI.create(link);
			if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null
					|| !HOST.matcher(uri.getHost()).matches()) {
				return answer(0, "not asked: it is not on this machine");
			}
			HttpResponse<Void> response = this.http.send(
					HttpRequest.newBuilder(uri).timeout(PATIENCE).method("HEAD", BodyPublishers.noBody()).build(),
					BodyHandlers.discarding());
			return answer(response.statusCode(), response.headers().firstValue("Location").orElse(""));
		}
		catch (IllegalArgumentException ex) {
			return answer(0, "this is no address of a page");
		}
		catch (IOException ex) {
			return answer(0, "nobody answers");
		}
	}

	private static Map<String, Object> answer(int status, String text) {
		return Map.of("StatusCode", status, "Status", text);
	}

}
