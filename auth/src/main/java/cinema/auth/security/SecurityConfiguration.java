package cinema.auth.security;

import cinema.platform.access.OpenRequests;
import cinema.platform.access.ReadRequests;
import cinema.platform.access.SecurityProblems;
import cinema.platform.token.ServiceTokenFilter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatchers;

/**
 * No sessions, no cookies: people and machines come with a JWT, services with their
 * token.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String READ_USERS = "SCOPE_users:read";

	private static final String ADMIN = "ROLE_admin";

	private static final OpenRequests OPEN = new OpenRequests("/api/v1/signup", "/api/v1/signin", "/api/v1/refresh",
			"/api/v1/confirm-email/**", "/api/v1/password-reset", "/api/v1/password-reset/confirm",
			"/api/v1/email-undo", "/s/**", "/u/*", "/api/v1/social-signin/*", "/api/v1/social-auth/*",
			"/actuator/health/**", "/actuator/info", "/actuator/prometheus", "/swagger-ui.html", "/swagger-ui/**",
			"/v3/api-docs/**", "/v3/api-docs.yaml", "/error");

	private static final RequestMatcher SERVICES = RequestMatchers.anyOf(
			new ReadRequests("/api/v1/users/**", "/api/v1/audit"),
			PathPatternRequestMatcher.withDefaults().matcher("/api/v1/links/**"));

	/** Last, for everything that no page and no OAuth end point has taken. */
	@Bean
	@Order(10)
	SecurityFilterChain api(HttpSecurity http, ServiceTokenProperties services, People people) {
		SecurityProblems problems = new SecurityProblems();
		// nothing here is authorised by a cookie
		http.csrf(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.authorizeHttpRequests(SecurityConfiguration::rules)
			.addFilterBefore(new ServiceTokenFilter(services.services(), SERVICES),
					BearerTokenAuthenticationFilter.class)
			.oauth2ResourceServer((resource) -> resource.jwt((jwt) -> jwt.jwtAuthenticationConverter(people))
				// A service's token is no JWT, and nobody should try to read it as one.
				.bearerTokenResolver(OPEN::token)
				.authenticationEntryPoint(problems)
				.accessDeniedHandler(problems))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems));
		return http.build();
	}

	private static void rules(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
		requests.requestMatchers(OPEN)
			.permitAll()
			.requestMatchers(new ReadRequests("/api/v1/users", "/api/v1/users/{id}"))
			.hasAnyAuthority(READ_USERS, ADMIN)
			.requestMatchers("/api/v1/users/**", "/api/v1/roles", "/api/v1/roles/**")
			.hasAuthority(ADMIN)
			.requestMatchers("/api/v1/audit")
			.hasAnyAuthority("SCOPE_audit:read", ADMIN)
			.requestMatchers("/api/v1/links", "/api/v1/links/**")
			.hasAuthority("SCOPE_links:write")
			.anyRequest()
			.hasAuthority(People.PERSON);
	}

	@Bean
	PasswordEncoder passwordEncoder(HashProperties properties) {
		Runtime process = Runtime.getRuntime();
		return new BoundedHashes(properties, properties.turns(process.maxMemory(), process.availableProcessors()));
	}

}
