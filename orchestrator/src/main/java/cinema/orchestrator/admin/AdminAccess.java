package cinema.orchestrator.admin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import cinema.platform.access.ReadRequests;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * Who may see which pages, and who may act on them: by the same scopes as over REST.
 */
final class AdminAccess {

	private static final String SCOPE = "SCOPE_";

	/** Whoever has none of these is no staff. */
	private static final Set<String> OF_STAFF = new LinkedHashSet<>(List.of("mailings:read", "mailings:write",
			"mailings:approve", "notifications:read", "notifications:write", "letters:read", "templates:read",
			"templates:write", "templates:publish", "dead-letters:read", "dead-letters:write", "audit:read"));

	/** The most specific first. */
	private static final List<Area> AREAS = List.of(new Area("/admin/mailings", "mailings:read", "mailings:write"),
			new Area("/admin/orders/*/approve", "mailings:read", "mailings:approve"),
			new Area("/admin/orders/*/refuse", "mailings:read", "mailings:approve"),
			new Area("/admin/orders", "mailings:read", "mailings:write"),
			new Area("/admin/schedules", "mailings:read", "mailings:write"),
			new Area("/admin/templates/*/versions/*/publish", "templates:publish", "templates:publish"),
			new Area("/admin/templates/*/edit", "templates:write", "templates:write"),
			new Area("/admin/templates", "templates:read", "templates:write"),
			new Area("/admin/dead-letters", "dead-letters:read", "dead-letters:write"),
			new Area("/admin/postings/*/letter", "letters:read", "letters:read"),
			new Area("/admin/suppressions", "notifications:read", "notifications:write"),
			new Area("/admin/people", "notifications:read", "notifications:write"),
			new Area("/admin/postings", "notifications:read", "notifications:write"),
			new Area("/admin/events", "notifications:read", "notifications:write"),
			new Area("/admin/journal", "notifications:read", "notifications:write"));

	private AdminAccess() {
	}

	/** What auth is asked for; it grants what the roles of a person have. */
	static Set<String> asked() {
		Set<String> scopes = new LinkedHashSet<>(List.of("openid", "profile", "users:read"));
		scopes.addAll(OF_STAFF);
		return scopes;
	}

	static void rules(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
		rules.requestMatchers("/admin/assets/**", "/webjars/htmx.org/**", "/admin/refused/*").permitAll();
		AREAS.forEach((area) -> rules.requestMatchers(new ReadRequests(area.paths()))
			.hasAuthority(SCOPE + area.read())
			.requestMatchers(area.paths())
			.hasAuthority(SCOPE + area.act()));
		rules.anyRequest().hasAnyAuthority(OF_STAFF.stream().map((scope) -> SCOPE + scope).toArray(String[]::new));
	}

	/**
	 * Pages that belong together.
	 *
	 * @param path where they begin
	 * @param read the scope of whoever may look
	 * @param act the scope of whoever may post
	 */
	private record Area(String path, String read, String act) {

		String[] paths() {
			return new String[] { this.path, this.path + "/**" };
		}

	}

}
