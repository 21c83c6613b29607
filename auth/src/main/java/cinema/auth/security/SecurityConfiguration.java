package cinema.auth.security;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** No sessions, no cookies: users come with a JWT, services with their token. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	/**
	 * What services ask for. A service's token is no JWT, and nobody should try to read
	 * it as one.
	 */
	@Bean
	@Order(1)
	SecurityFilterChain services(HttpSecurity http, ServiceTokenProperties services) {
		stateless(http).securityMatcher("/api/v1/users", "/api/v1/users/")
			.authorizeHttpRequests((requests) -> requests.anyRequest().hasAuthority("SCOPE_users:read"))
			.addFilterBefore(new ServiceTokenFilter(services), AnonymousAuthenticationFilter.class);
		return http.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain people(HttpSecurity http) {
		stateless(http)
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers(HttpMethod.POST, "/api/v1/signup", "/api/v1/signup/", "/api/v1/signin",
						"/api/v1/signin/")
				.permitAll()
				.requestMatchers(HttpMethod.GET, "/api/v1/confirm-email", "/api/v1/confirm-email/", "/s/**",
						"/.well-known/jwks.json", "/actuator/health/**", "/actuator/info", "/actuator/prometheus",
						"/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs", "/v3/api-docs/**", "/error")
				.permitAll()
				.anyRequest()
				.authenticated())
			.oauth2ResourceServer((resource) -> resource.jwt((jwt) -> {
			})
				.authenticationEntryPoint((request, response, failure) -> unauthorized(response))
				.accessDeniedHandler((request, response, failure) -> forbidden(response)));
		return http.build();
	}

	private static HttpSecurity stateless(HttpSecurity http) {
		return http.csrf(AbstractHttpConfigurer::disable) // nothing here is authorised by
															// a cookie
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.exceptionHandling(
					(errors) -> errors.authenticationEntryPoint((request, response, failure) -> unauthorized(response))
						.accessDeniedHandler((request, response, failure) -> forbidden(response)));
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
