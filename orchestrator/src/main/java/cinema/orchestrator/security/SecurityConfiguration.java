package cinema.orchestrator.security;

import java.time.Clock;

import cinema.orchestrator.security.SecurityProperties.Jwt;
import cinema.platform.access.OpenRequests;
import cinema.platform.access.ReadRequests;
import cinema.platform.access.SecurityProblems;
import cinema.platform.token.PersonTokens;
import cinema.platform.token.ServiceTokenFilter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** No sessions, no cookies: services come with their token, people with a JWT of auth. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final OpenRequests OPEN = new OpenRequests("/api/v1/topics", "/api/v1/asyncapi", "/actuator",
			"/actuator/health/**", "/actuator/info", "/actuator/prometheus", "/swagger-ui.html", "/swagger-ui/**",
			"/v3/api-docs/**", "/v3/api-docs.yaml", "/error");

	@Bean
	SecurityFilterChain api(HttpSecurity http, SecurityProperties properties, AuthenticationManager jwts) {
		SecurityProblems problems = new SecurityProblems();
		http.csrf(AbstractHttpConfigurer::disable) // nothing is authorised by a cookie
			.httpBasic(AbstractHttpConfigurer::disable)
			.formLogin(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
			.addFilterBefore(new ServiceTokenFilter(properties.credentials(), AnyRequestMatcher.INSTANCE),
					AnonymousAuthenticationFilter.class);
		if (properties.jwt().isOn()) {
			http.addFilterAfter(jwtFilter(jwts, problems), ServiceTokenFilter.class);
		}
		scopes(http, "/api/v1/notifications", "notifications");
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers("/api/v1/postings/*/letter").hasAuthority("SCOPE_letters:read"));
		scopes(http, "/api/v1/explanations", "notifications");
		scopes(http, "/api/v1/postings", "notifications");
		scopes(http, "/api/v1/suppressions", "notifications");
		// A provider of messages tells of what it took itself, and of nothing else.
		http.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.POST, "/api/v1/bounces")
			.hasAnyAuthority("SCOPE_bounces:write", "SCOPE_sms-reports:write"));
		scopes(http, "/api/v1/bounces", "bounces");
		scopes(http, "/api/v1/mailings", "mailings");
		scopes(http, "/api/v1/mailing-schedules", "mailings");
		templates(http);
		scopes(http, "/api/v1/dead-letters", "dead-letters");
		http.authorizeHttpRequests((requests) -> requests
			.requestMatchers("/api/v1/mailing-drafts/*/approve", "/api/v1/mailing-drafts/*/refuse")
			.hasAuthority("SCOPE_mailings:approve"));
		scopes(http, "/api/v1/mailing-drafts", "mailings");
		scopes(http, "/api/v1/audit", "audit");
		// Whoever works with any of it may see what is set, and what it goes by.
		http.authorizeHttpRequests((requests) -> requests.requestMatchers("/api/v1/settings", "/api/v1/catalogue")
			.hasAnyAuthority("SCOPE_mailings:read", "SCOPE_notifications:read", "SCOPE_templates:read"));
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers(OPEN).permitAll().anyRequest().authenticated());
		return http.build();
	}

	private static void scopes(HttpSecurity http, String path, String name) {
		String[] paths = { path, path + "/**" };
		http.authorizeHttpRequests((requests) -> requests.requestMatchers(new ReadRequests(paths))
			.hasAuthority("SCOPE_" + name + ":read")
			.requestMatchers(paths)
			.hasAuthority("SCOPE_" + name + ":write"));
	}

	/** Who writes a letter need not be who sends it. */
	private static void templates(HttpSecurity http) {
		http.authorizeHttpRequests(
				(requests) -> requests.requestMatchers(HttpMethod.POST, "/api/v1/templates/*/versions/*/publish")
					.hasAuthority("SCOPE_templates:publish"));
		scopes(http, "/api/v1/templates", "templates");
	}

	private static BearerTokenAuthenticationFilter jwtFilter(AuthenticationManager jwts, SecurityProblems problems) {
		BearerTokenAuthenticationFilter filter = new BearerTokenAuthenticationFilter(jwts);
		// A service's token is no JWT, and nobody should try to read it as one.
		filter.setBearerTokenResolver(OPEN::token);
		filter.setAuthenticationEntryPoint(problems);
		filter.setAuthenticationFailureHandler(problems);
		return filter;
	}

	/** The keys are fetched with the first token, so auth may be away at the start. */
	@Bean
	AuthenticationManager jwts(SecurityProperties properties, Clock clock) {
		Jwt jwt = properties.jwt();
		return new ProviderManager(new JwtAuthenticationProvider(PersonTokens.decoder(jwt.jwksUrl(), jwt.issuer(),
				jwt.audience(), jwt.timeout(), jwt.keysEvery(), clock)));
	}

}
