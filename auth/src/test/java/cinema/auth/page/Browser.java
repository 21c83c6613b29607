package cinema.auth.page;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.auth.AuthTest;

import org.springframework.web.util.HtmlUtils;

/** Keeps cookies, fills in forms, and follows redirects one by one. */
public final class Browser {

	/** As Chromium sends it. */
	private static final String ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

	private static final Pattern FORM = Pattern.compile("<form[^>]*>");

	private static final Pattern INPUT = Pattern.compile("<input[^>]*\\sname=[^>]*>");

	private final String languages;

	/** Its own, so that what others guess does not count. */
	private final String address = AuthTest.newAddress();

	private final CookieManager cookies = new CookieManager();

	private final HttpClient http = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	public Browser() {
		this("en");
	}

	public Browser(String languages) {
		this.languages = languages;
	}

	/** A cookie that somebody has put there. */
	public void keep(URI page, String name, String value) {
		HttpCookie cookie = new HttpCookie(name, value);
		cookie.setPath("/");
		cookie.setVersion(0);
		this.cookies.getCookieStore().add(page, cookie);
	}

	public HttpResponse<String> open(URI page) {
		return send("GET", page);
	}

	public HttpResponse<String> send(String method, URI page) {
		return send(HttpRequest.newBuilder(page)
			.header("Accept", ACCEPT)
			.header("X-Forwarded-For", this.address)
			.header("Accept-Language", this.languages)
			.method(method, BodyPublishers.noBody())
			.build());
	}

	/** Where a page sends the browser. */
	public URI redirect(URI page) {
		return location(page, open(page));
	}

	/** Fills in the form that the page gives, and sends it where that says. */
	public HttpResponse<String> submit(URI page, Map<String, String> typed) {
		return submit(page, open(page).body(), typed);
	}

	/** Fills in the form of a page that is open already. */
	public HttpResponse<String> submit(URI page, String html, Map<String, String> typed) {
		Map<String, String> fields = new TreeMap<>();
		Matcher input = INPUT.matcher(html);
		while (input.find()) {
			fields.put(attribute(input.group(), "name"), attribute(input.group(), "value"));
		}
		if (!fields.keySet().containsAll(typed.keySet())) {
			throw new AssertionError("no such fields on " + page + ": " + typed.keySet() + "\n" + html);
		}
		fields.putAll(typed);
		Matcher form = FORM.matcher(html);
		URI target = form.find() ? page.resolve(attribute(form.group(), "action")) : page;
		return post(target, fields);
	}

	/** Sends a form that no page gave. */
	public HttpResponse<String> post(URI target, Map<String, String> fields) {
		String form = fields.entrySet()
			.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&"));
		return send(HttpRequest.newBuilder(target)
			.header("Accept", ACCEPT)
			.header("X-Forwarded-For", this.address)
			.header("Accept-Language", this.languages)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build());
	}

	private static String attribute(String tag, String name) {
		Matcher found = Pattern.compile("\\s" + name + "=\"([^\"]*)\"").matcher(tag);
		return found.find() ? HtmlUtils.htmlUnescape(found.group(1)) : "";
	}

	public static URI location(URI page, HttpResponse<String> response) {
		return page.resolve(response.headers()
			.firstValue("Location")
			.orElseThrow(
					() -> new AssertionError(page + " answered " + response.statusCode() + ": " + response.body())));
	}

	public static String parameter(URI uri, String name) {
		for (String one : uri.getRawQuery().split("&")) {
			if (one.startsWith(name + "=")) {
				return URLDecoder.decode(one.substring(name.length() + 1), StandardCharsets.UTF_8);
			}
		}
		throw new AssertionError(name + " is not in " + uri);
	}

	public static String encode(String value) {
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
