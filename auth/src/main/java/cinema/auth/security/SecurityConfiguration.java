package cinema.auth.security;

import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * No sessions, no cookies: people and machines come with a JWT, services with their
 * token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String READ_USERS = "SCOPE_users:read";

	private static final String ADMIN = "ROLE_admin";

	private static final String[] OPEN_POSTS = { "/api/v1/signup", "/api/v1/signup/", "/api/v1/signin",
			"/api/v1/signin/", "/api/v1/refresh", "/api/v1/refresh/", "/api/v1/confirm-email", "/api/v1/confirm-email/",
			"/api/v1/confirm-email/confirm", "/api/v1/confirm-email/confirm/", "/api/v1/password-reset",
			"/api/v1/password-reset/", "/api/v1/password-reset/confirm", "/api/v1/password-reset/confirm/",
			"/api/v1/email-undo", "/api/v1/email-undo/" };

	private static final String[] OPEN_PAGES = { "/api/v1/confirm-email", "/api/v1/confirm-email/", "/s/**",
			"/api/v1/social-signin/*", "/api/v1/social-signin/*/", "/api/v1/social-auth/*", "/api/v1/social-auth/*/",
			"/actuator/health/**", "/actuator/info", "/actuator/prometheus", "/swagger-ui.html", "/swagger-ui/**",
			"/v3/api-docs", "/v3/api-docs/**", "/error" };

	/** Last, for everything that no page and no OAuth end point has taken. */
	@Bean
	@Order(10)
	SecurityFilterChain api(HttpSecurity http, ServiceTokenProperties services, People people) {
		// nothing here is authorised by a cookie
		http.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.authorizeHttpRequests(SecurityConfiguration::rules)
			.addFilterBefore(new ServiceTokenFilter(services), BearerTokenAuthenticationFilter.class)
			.oauth2ResourceServer((resource) -> resource.jwt((jwt) -> jwt.jwtAuthenticationConverter(people))
				.bearerTokenResolver(tokens())
				.authenticationEntryPoint((request, response, failure) -> Problems.unauthorized(response))
				.accessDeniedHandler((request, response, failure) -> Problems.forbidden(response)))
			.exceptionHandling((errors) -> errors
				.authenticationEntryPoint((request, response, failure) -> Problems.unauthorized(response))
				.accessDeniedHandler((request, response, failure) -> Problems.forbidden(response)));
		return http.build();
	}

	private static void rules(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		requests.requestMatchers(HttpMethod.POST, OPEN_POSTS)
			.permitAll()
			.requestMatchers(HttpMethod.GET, OPEN_PAGES)
			.permitAll()
			.requestMatchers(HttpMethod.GET, "/api/v1/users", "/api/v1/users/", "/api/v1/users/{id}",
					"/api/v1/users/{id}/")
			.hasAnyAuthority(READ_USERS, ADMIN)
			.requestMatchers("/api/v1/users/**", "/api/v1/roles", "/api/v1/roles/**")
			.hasAuthority(ADMIN)
			.requestMatchers("/api/v1/links", "/api/v1/links/**")
			.hasAuthority("SCOPE_links:write")
			.anyRequest()
			.hasAuthority(People.PERSON);
	}

	/** A service's token is no JWT, and nobody should try to read it as one. */
	private static BearerTokenResolver tokens() {
		DefaultBearerTokenResolver header = new DefaultBearerTokenResolver();
		return new BearerTokenResolver() {
			@Override
			public @Nullable String resolve(HttpServletRequest request) {
				boolean known = SecurityContextHolder.getContext().getAuthentication() != null;
				return known ? null : header.resolve(request);
			}
		};
	}

	/** What the firewall does not even look at. */
	@Bean
	RequestRejectedHandler rejected() {
		return (request, response, rejected) -> Problems.write(response, HttpStatus.BAD_REQUEST,
				"The request is not well formed.");
	}

	/**
	 * Argon2id with the memory that OWASP asks for at least; Spring's own default has
	 * less.
	 */
	@Bean
	PasswordEncoder passwordEncoder() {
		return new DelegatingPasswordEncoder("argon2id",
				Map.of("argon2id", new Argon2PasswordEncoder(16, 32, 1, 19_456, 2)));
	}

}
