package cinema.orchestrator.codec;

import java.util.List;
import java.util.function.Supplier;

import cinema.platform.access.SecurityProblems;
import cinema.platform.seal.Seals;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** The codec, and who may ask it: staff, and pages of the Temporal web UI alone. */
@Configuration(proxyBeanMethods = false)
class CodecConfiguration {

	static final String PATHS = "/api/v1/codec/**";

	private static final String MAY_READ = "SCOPE_notifications:read";

	@Bean
	SealedPayloads sealedPayloads(CodecProperties properties) {
		return new SealedPayloads(new Seals(properties.sealing()));
	}

	@Bean
	@Order(1)
	SecurityFilterChain codecAccess(HttpSecurity http, CodecProperties properties, AuthenticationManager jwts) {
		SecurityProblems problems = new SecurityProblems();
		return http.securityMatcher(PATHS)
			// Nothing is authorised by a cookie.
			.csrf(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.cors((cors) -> cors.configurationSource(origins(properties)))
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
			.oauth2ResourceServer((tokens) -> tokens.authenticationManagerResolver((request) -> jwts)
				.authenticationEntryPoint(problems)
				.accessDeniedHandler(problems))
			.authorizeHttpRequests((requests) -> requests.anyRequest()
				.access((caller, request) -> new AuthorizationDecision(isStaff(caller))))
			.build();
	}

	/**
	 * Another service has no use for payloads, whatever else it may read; a token of auth
	 * tells roles of people alone.
	 */
	private static boolean isStaff(Supplier<? extends @Nullable Authentication> caller) {
		return caller.get() instanceof JwtAuthenticationToken person && person.getToken().hasClaim("roles")
				&& person.getAuthorities().stream().anyMatch((one) -> MAY_READ.equals(one.getAuthority()));
	}

	private static UrlBasedCorsConfigurationSource origins(CodecProperties properties) {
		CorsConfiguration allowed = new CorsConfiguration();
		allowed
			.setAllowedOrigins((properties.uiOrigin() != null) ? List.of(properties.uiOrigin().toString()) : List.of());
		allowed.setAllowedMethods(List.of("POST"));
		allowed.setAllowedHeaders(List.of("authorization", "content-type", "x-namespace"));
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration(PATHS, allowed);
		return source;
	}

}
