package cinema.auth;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps cookies, fills in forms, and follows redirects one by one. */
final class Browser {

	private static final Pattern HIDDEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	HttpResponse<String> open(URI page) {
		return send(HttpRequest.newBuilder(page).header("Accept", "text/html,*/*;q=0.8").build());
	}

	/** Where a page sends the browser. */
	URI redirect(URI page) {
		return location(page, open(page));
	}

	/** Fills in the form of a page and sends it. */
	HttpResponse<String> submit(URI page, Map<String, String> fields) {
		Matcher csrf = HIDDEN.matcher(open(page).body());
		String form = fields.entrySet()
			.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&"));
		return send(HttpRequest.newBuilder(page)
			.header("Accept", "text/html,*/*;q=0.8")
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form + (csrf.find() ? "&_csrf=" + encode(csrf.group(1)) : "")))
			.build());
	}

	static URI location(URI page, HttpResponse<String> response) {
		return page.resolve(response.headers()
			.firstValue("Location")
			.orElseThrow(
					() -> new AssertionError(page + " answered " + response.statusCode() + ": " + response.body())));
	}

	static String parameter(URI uri, String name) {
		for (String one : uri.getRawQuery().split("&")) {
			if (one.startsWith(name + "=")) {
				return URLDecoder.decode(one.substring(name.length() + 1), StandardCharsets.UTF_8);
			}
		}
		throw new AssertionError(name + " is not in " + uri);
	}

	static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			return this.http.send(request, BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
