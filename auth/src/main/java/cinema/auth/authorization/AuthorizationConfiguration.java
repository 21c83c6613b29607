package cinema.auth.authorization;

import java.util.Set;

import cinema.auth.account.UserRepository;
import cinema.auth.security.People;
import cinema.auth.throttle.Throttle;
import cinema.auth.token.TokenProperties;
import cinema.platform.access.SecurityProblems;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.transaction.support.TransactionTemplate;

/** The end points of OAuth 2 and OpenID Connect, and the pages that a browser sees. */
@Configuration(proxyBeanMethods = false)
class AuthorizationConfiguration {

	@Bean
	AuthorizationServerSettings authorizationServerSettings(TokenProperties properties) {
		return AuthorizationServerSettings.builder()
			.issuer(properties.issuer())
			.jwkSetEndpoint("/.well-known/jwks.json")
			.build();
	}

	@Bean
	OAuth2AuthorizationService authorizations(JdbcOperations jdbc, RegisteredClientRepository clients,
			UserRepository users, TransactionTemplate transactions) {
		return new HashedAuthorizations(new JdbcOAuth2AuthorizationService(jdbc, clients), users, transactions);
	}

	@Bean
	@Order(1)
	SecurityFilterChain oauth(HttpSecurity http, BrowserSessions sessions, People people, Throttle throttle) {
		MediaTypeRequestMatcher browsers = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
		browsers.setIgnoredMediaTypes(Set.of(MediaType.ALL));
		http.oauth2AuthorizationServer((server) -> {
			http.securityMatcher(server.getEndpointsMatcher());
			// Spring Security says RS256 whatever signs, and libraries refuse what is not
			// said.
			server.oidc((oidc) -> oidc.logoutEndpoint((logout) -> logout.logoutResponseHandler(new SignOuts(sessions)))
				.providerConfigurationEndpoint((endpoint) -> endpoint
					.providerConfigurationCustomizer((provider) -> provider.idTokenSigningAlgorithms((algorithms) -> {
						algorithms.clear();
						algorithms.add(SignatureAlgorithm.ES256.getName());
					}))));
		})
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.oauth2ResourceServer((resource) -> resource.jwt((jwt) -> jwt.jwtAuthenticationConverter(people)))
			.securityContext((context) -> context.securityContextRepository(sessions))
			.requestCache((cache) -> cache.requestCache(new AskedRequests()))
			.addFilterAfter(new ClientGuard(throttle), SecurityContextHolderFilter.class)
			.exceptionHandling((errors) -> errors
				.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/signin"), browsers));
		return http.build();
	}

	@Bean
	@Order(2)
	SecurityFilterChain forms(HttpSecurity http, BrowserSessions sessions) {
		http.securityMatcher("/signin", "/signin/code", "/signout", "/confirm-email", "/confirm-email/letter",
				"/confirm-email/refusal", "/password-reset", "/password-reset/letter", "/email-undo", "/opt-in",
				"/pages/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
			.securityContext((context) -> context.securityContextRepository(sessions))
			// Forms post; what the pages have no method for is 405 and needs no token.
			.csrf((csrf) -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
				.requireCsrfProtectionMatcher(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/**")))
			.exceptionHandling((errors) -> errors.accessDeniedHandler(new SecurityProblems()));
		return http.build();
	}

}
