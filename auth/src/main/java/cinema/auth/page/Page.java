package cinema.auth.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import cinema.auth.throttle.Turn;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;

/** One page of ours while it is filled in. */
public final class Page {

	private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
			+ "frame-ancestors 'none'; form-action ";

	private final Pages pages;

	private final String view;

	private final Locale language;

	private final Map<String, Object> model = new HashMap<>();

	private final Set<String> targets = new TreeSet<>(Set.of("'self'"));

	private final HttpHeaders headers = new HttpHeaders();

	Page(Pages pages, String view, Locale language) {
		this.pages = pages;
		this.view = view;
		this.language = language;
	}

	public Page with(String name, String text) {
		this.model.put(name, text);
		return this;
	}

	/** Shows several things, as its view reads them. */
	public Page with(String name, List<?> all) {
		this.model.put(name, all);
		return this;
	}

	public Locale language() {
		return this.language;
	}

	/** Shows a text of the bundle in the reader's language. */
	public Page said(String name, String key, Object... values) {
		return with(name, this.pages.say(this.language, key, values));
	}

	public Page form(HttpServletRequest request) {
		CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
		return with("csrf_name", csrf.getParameterName()).with("csrf_token", csrf.getToken());
	}

	/**
	 * The form may end at another server: browsers hold the policy against the redirects
	 * after it, too.
	 */
	public Page leadingTo(URI target) {
		if (target.getScheme() != null) {
			this.targets.add(
					target.getScheme() + ((target.getRawAuthority() != null) ? "://" + target.getRawAuthority() : ":"));
		}
		return this;
	}

	/** Says how long to wait, to people and in the headers. */
	public Page tooOften(Turn turn) {
		turn.describe(this.headers::set);
		return with("problem", this.pages.sayWait(this.language, turn.pause().toSeconds() + 1));
	}

	/** The page as an answer that nobody keeps, frames or adds to. */
	public ResponseEntity<String> answer(HttpStatus status) {
		this.headers.setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
		this.headers.setContentLanguage(this.language);
		this.headers.setCacheControl(CacheControl.noStore());
		this.headers.set(HttpHeaders.VARY, "Accept, Accept-Language");
		this.headers.set("Content-Security-Policy", POLICY + String.join(" ", this.targets));
		this.headers.set("Referrer-Policy", "no-referrer");
		this.headers.set("X-Content-Type-Options", "nosniff");
		return ResponseEntity.status(status)
			.headers(this.headers)
			.body(this.pages.render(this.view, this.language, this.model));
	}

}
