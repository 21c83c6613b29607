package cinema.worker.security;

import java.time.Duration;
import java.util.List;

import cinema.platform.access.OpenRequests;
import cinema.platform.access.SecurityProblems;
import cinema.worker.inbox.InboxProperties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** No sessions, no cookies: people come with a JWT of auth, to their own inbox. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class SecurityConfiguration {

	/**
	 * The socket asks for the token itself, and a browser without a person shows a proof;
	 * the rest says nothing of anybody.
	 */
	private static final OpenRequests OPEN = new OpenRequests("/api/v1/inbox/socket", "/api/v1/inbox/push/seen",
			"/api/v1/inbox/push/*/left", "/api/v1/inbox/push/*/moved", "/widget/**", "/actuator", "/actuator/health/**",
			"/actuator/info", "/actuator/prometheus", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**",
			"/v3/api-docs.yaml", "/error");

	@Bean
	SecurityFilterChain api(HttpSecurity http, AuthenticationManager people, InboxProperties inbox) {
		SecurityProblems problems = new SecurityProblems();
		http.csrf(AbstractHttpConfigurer::disable) // nothing is authorised by a cookie
			.cors((cors) -> cors.configurationSource(pages(inbox.origins())))
			.httpBasic(AbstractHttpConfigurer::disable)
			.formLogin(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
			.addFilterBefore(OPEN.filter(people, problems), AnonymousAuthenticationFilter.class)
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated());
		return http.build();
	}

	@Bean
	AuthenticationManager readers(People people) {
		return new ProviderManager(new JwtAuthenticationProvider(people));
	}

	private static UrlBasedCorsConfigurationSource pages(List<String> origins) {
		CorsConfiguration rule = new CorsConfiguration();
		rule.setAllowedOrigins(origins);
		rule.setAllowedMethods(List.of("GET", "POST", "PATCH", "PUT", "DELETE"));
		rule.setAllowedHeaders(List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE));
		rule.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER));
		rule.setMaxAge(Duration.ofHours(1));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/api/v1/inbox/**", rule);
		source.registerCorsConfiguration("/api/v1/inbox", rule);
		return source;
	}

}
