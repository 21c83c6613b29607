package cinema.auth.authorization;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.auth.token.Families;
import cinema.auth.token.Secrets;
import cinema.auth.token.TokenProperties;
import cinema.platform.sweep.Sweep;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Who is signed in with a browser: a secret in a cookie, its hash in the database, so
 * that every instance knows it and a sign-out everywhere ends it.
 */
@Component
class BrowserSessions implements SecurityContextRepository {

	private static final String COOKIE = "cinema_session";

	private final JdbcClient jdbc;

	private final AuthorizationProperties properties;

	private final Families families;

	private final boolean secure;

	private final Clock clock;

	BrowserSessions(JdbcClient jdbc, AuthorizationProperties properties, Families families, TokenProperties tokens,
			Clock clock) {
		this.jdbc = jdbc;
		this.families = families;
		this.properties = properties;
		this.secure = tokens.issuer().startsWith("https:");
		this.clock = clock;
	}

	void begin(UUID userId, Caller caller, HttpServletResponse response) {
		String secret = Secrets.create();
		this.jdbc.sql("insert into browser_sessions (hash, user_id, device, expires_at) values (?, ?, ?, ?)")
			.params(Secrets.hash(secret), userId, caller.device(),
					Timestamp.from(this.clock.instant().plus(this.properties.browserSession())))
			.update();
		keep(secret, this.properties.browserSession(), response);
	}

	/** Ends the session of this browser, if it has one, and what began with it. */
	Optional<UUID> end(HttpServletRequest request, HttpServletResponse response) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		if (cookie == null) {
			return Optional.empty();
		}
		keep("", Duration.ZERO, response);
		Optional<UUID> userId = this.jdbc.sql("delete from browser_sessions where hash = ? returning user_id")
			.param(Secrets.hash(cookie.getValue()))
			.query(UUID.class)
			.optional();
		userId.ifPresent(this.families::endCodes);
		return userId;
	}

	/** Ends all sessions of a user: the browser did not say which one it has. */
	void endAll(UUID userId) {
		this.families.endBrowsers(userId);
	}

	private void keep(String secret, Duration time, HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, secret)
					.path("/")
					.httpOnly(true)
					.secure(this.secure)
					.sameSite("Lax")
					.maxAge(time)
					.build()
					.toString());
	}

	@Override
	@Deprecated
	public SecurityContext loadContext(HttpRequestResponseHolder holder) {
		SecurityContext context = SecurityContextHolder.createEmptyContext();
		Session session = find(holder.getRequest());
		if (session != null) {
			Instant begun = session.expiresAt().toInstant().minus(this.properties.browserSession());
			context
				.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(session.userId().toString(), null,
						List.of(FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
							.issuedAt(begun)
							.build())));
		}
		return context;
	}

	private @Nullable Session find(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, COOKIE);
		if (cookie == null || cookie.getValue().length() > 100) {
			return null;
		}
		return this.jdbc.sql("""
				select s.user_id, s.expires_at from browser_sessions s join users u on u.id = s.user_id
				 where s.hash = ? and s.expires_at > ? and u.is_active
				""")
			.params(Secrets.hash(cookie.getValue()), Timestamp.from(this.clock.instant()))
			.query(Session.class)
			.optional()
			.orElse(null);
	}

	record Session(UUID userId, Timestamp expiresAt) {
	}

	/** Sessions begin with a password, and with nothing else. */
	@Override
	public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
	}

	@Override
	public boolean containsContext(HttpServletRequest request) {
		return find(request) != null;
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("browser_sessions", "expires_at").delete(this.jdbc, this.clock.instant());
		new Sweep("oauth2_authorization", "coalesce(access_token_expires_at, authorization_code_expires_at)")
			.delete(this.jdbc, this.clock.instant());
	}

}
