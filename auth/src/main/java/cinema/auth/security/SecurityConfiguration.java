package cinema.auth.security;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;

/** No sessions, no cookies: users come with a JWT, services with their token. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	@Bean
	SecurityFilterChain chain(HttpSecurity http, ServiceTokenProperties services) {
		http.csrf(AbstractHttpConfigurer::disable) // nothing here is authorised by a
													// cookie
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(HttpMethod.POST, "/api/v1/signup", "/api/v1/signup/", "/api/v1/signin",
						"/api/v1/signin/")
				.permitAll()
				.requestMatchers(HttpMethod.GET, "/api/v1/confirm-email", "/api/v1/confirm-email/", "/s/**",
						"/.well-known/jwks.json", "/actuator/health/**", "/actuator/info", "/swagger-ui.html",
						"/swagger-ui/**", "/v3/api-docs", "/v3/api-docs/**", "/error")
				.permitAll()
				.requestMatchers("/api/v1/users", "/api/v1/users/")
				.hasAuthority("SCOPE_users:read")
				.anyRequest()
				.authenticated())
			.addFilterBefore(new ServiceTokenFilter(services), BasicAuthenticationFilter.class)
			.oauth2ResourceServer((resource) -> resource.bearerTokenResolver(unlessService()).jwt((jwt) -> {
			})
				.authenticationEntryPoint((request, response, failure) -> unauthorized(response))
				.accessDeniedHandler((request, response, failure) -> forbidden(response)))
			.exceptionHandling(
					(errors) -> errors.authenticationEntryPoint((request, response, failure) -> unauthorized(response))
						.accessDeniedHandler((request, response, failure) -> forbidden(response)));
		return http.build();
	}

	/** A service's token is no JWT, and nobody should try to read it as one. */
	private static BearerTokenResolver unlessService() {
		DefaultBearerTokenResolver tokens = new DefaultBearerTokenResolver();
		return new BearerTokenResolver() {
			@Override
			public @Nullable String resolve(HttpServletRequest request) {
				boolean known = SecurityContextHolder.getContext().getAuthentication() != null;
				return known ? null : tokens.resolve(request);
			}
		};
	}

	private static void unauthorized(HttpServletResponse response) throws IOException {
		response.setHeader("WWW-Authenticate", "Bearer");
		problem(response, HttpStatus.UNAUTHORIZED, "A valid bearer token is needed.");
	}

	private static void forbidden(HttpServletResponse response) throws IOException {
		problem(response, HttpStatus.FORBIDDEN, "The token does not allow this.");
	}

	private static void problem(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getWriter()
			.write("{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
					+ status.value() + ",\"detail\":\"" + detail + "\",\"errors\":[]}");
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
