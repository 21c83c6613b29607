package cinema.orchestrator.admin;

import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.IntegrationTest;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/** Somebody of the staff with a browser, who has signed in. */
public final class StaffVisit {

	/** The id at auth of whoever visits. */
	public static final String PERSON = "9d3c0b52-6f1e-4c7a-8d21-0f4c7a6b1e10";

	private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

	private final HttpClient http;

	private final String base;

	private final String session;

	private StaffVisit(HttpClient http, String base, String session) {
		this.http = http;
		this.base = base;
		this.session = session;
	}

	/** Signs in with these scopes, just now. */
	public static StaffVisit of(int port, SessionRepository<?> sessions, String... scopes) {
		return since(port, sessions, Instant.now(), PERSON, scopes);
	}

	/** The same of another person. */
	public static StaffVisit by(int port, SessionRepository<?> sessions, String person, String... scopes) {
		return since(port, sessions, Instant.now(), person, scopes);
	}

	static <S extends Session> StaffVisit since(int port, SessionRepository<S> sessions, Instant signedIn,
			String person, String... scopes) {
		S session = sessions.createSession();
		signIn(session, signedIn, person, scopes);
		sessions.save(session);
		return new StaffVisit(HttpClient.newBuilder().cookieHandler(cookies(session.getId())).build(),
				"http://127.0.0.1:" + port, session.getId());
	}

	private static void signIn(Session session, Instant signedIn, String person, String... scopes) {
		List<SimpleGrantedAuthority> authorities = Stream.of(scopes)
			.map((scope) -> new SimpleGrantedAuthority("SCOPE_" + scope))
			.toList();
		OidcIdToken token = new OidcIdToken("token", signedIn, signedIn.plusSeconds(900),
				Map.of("sub", person, "iat", signedIn, "given_name", "<b>Vera</b>", "zoneinfo", "Asia/Tokyo"));
		session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, new SecurityContextImpl(
				new OAuth2AuthenticationToken(new DefaultOidcUser(authorities, token), authorities, "auth")));
	}

	/** The id of the session. */
	public String session() {
		return this.session;
	}

	/** The same session after auth was asked again, with other roles or as another. */
	public void again(SessionRepository<?> sessions, Instant signedIn, String person, String... scopes) {
		inSession(sessions, (session) -> signIn(session, signedIn, person, scopes));
	}

	/** Does something to the session itself. */
	<S extends Session> void inSession(SessionRepository<S> sessions, Consumer<Session> what) {
		S session = Objects.requireNonNull(sessions.findById(this.session));
		what.accept(session);
		sessions.save(session);
	}

	/** Looks at what comes bit by bit; whoever asks closes it. */
	public HttpResponse<InputStream> open(String path) throws Exception {
		return this.http.send(HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Accept", "text/event-stream")
			.timeout(Duration.ofSeconds(20))
			.build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	/** Sends a request of any method. */
	public HttpResponse<String> send(String method, String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.method(method, HttpRequest.BodyPublishers.noBody());
		return send((headers.length > 0) ? request.headers(headers) : request);
	}

	private static CookieManager cookies(String session) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		new SealedCookies(IntegrationTest.ADMIN_SECRET, false)
			.writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, session));
		CookieManager cookies = new CookieManager();
		HttpCookie cookie = HttpCookie.parse(Objects.requireNonNull(response.getHeader("Set-Cookie"))).get(0);
		cookie.setVersion(0);
		cookies.getCookieStore().add(URI.create("http://127.0.0.1"), cookie);
		return cookies;
	}

	/** Looks at a page. */
	public HttpResponse<String> get(String path, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path));
		return send((headers.length > 0) ? request.headers(headers) : request);
	}

	/** The token that pages have for forms. */
	public String token() throws Exception {
		Matcher token = TOKEN.matcher(get("/admin").body());
		return token.find() ? token.group(1) : "";
	}

	/** Sends a form with the token that pages have; redirects are not followed. */
	public HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
		return post(path, fields, token());
	}

	/** Sends a form with a token of one's own. */
	public HttpResponse<String> post(String path, Map<String, String> fields, String token) throws Exception {
		String body = Stream.concat(fields.entrySet().stream(), Stream.of(Map.entry("_csrf", token)))
			.map((one) -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
			.collect(Collectors.joining("&"));
		return send(HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("Accept", "text/html")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
