package cinema.orchestrator.admin;

import java.time.Clock;
import java.util.Map;

import cinema.orchestrator.security.TokenIssuer;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.session.web.http.CookieSerializer;

/**
 * Staff sign in at auth, by the authorization code with PKCE (OpenID Connect Core 1.0,
 * 3.1), and may do what the scopes of their roles say. Sessions are in the database, so
 * that each instance knows them.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("cinema.admin.client-secret")
class AdminConfiguration {

	private static final String SIGN_IN = "/admin/sign-in";

	private static final String AUTH = "auth";

	/** Seconds without a click. */
	private static final int A_DAYS_WORK = 8 * 60 * 60;

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
			+ "form-action 'self' ";

	@Bean
	ClientRegistrationRepository staffClient(AdminProperties properties, TokenIssuer auth) {
		String inner = auth.inner();
		return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(AUTH)
			.clientId(properties.clientId())
			.clientSecret(properties.clientSecret())
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri(properties.base() + "/admin/signed-in")
			.scope(AdminAccess.asked())
			.issuerUri(auth.issuer())
			.authorizationUri(auth.issuer() + "/oauth2/authorize")
			.tokenUri(inner + "/oauth2/token")
			.jwkSetUri(auth.keys())
			.userNameAttributeName(IdTokenClaimNames.SUB)
			.providerConfigurationMetadata(Map.of("end_session_endpoint", auth.issuer() + "/connect/logout"))
			.build());
	}

	@Bean
	JwtDecoderFactory<ClientRegistration> identities() {
		OidcIdTokenDecoderFactory factory = new OidcIdTokenDecoderFactory();
		factory.setJwsAlgorithmResolver((client) -> SignatureAlgorithm.ES256);
		return factory;
	}

	@Bean
	CookieSerializer sessionCookies(AdminProperties properties) {
		return new SealedCookies(String.valueOf(properties.clientSecret()), properties.isSecure());
	}

	@Bean
	@Order(1)
	SecurityFilterChain admin(HttpSecurity http, AdminProperties properties, TokenIssuer auth,
			ClientRegistrationRepository clients, AuthenticationManager jwts, Clock clock) {
		SignInAgain again = new SignInAgain(SIGN_IN + "/" + AUTH, properties.trust(), clock);
		OidcClientInitiatedLogoutSuccessHandler signedOut = new OidcClientInitiatedLogoutSuccessHandler(clients);
		signedOut.setPostLogoutRedirectUri(properties.base() + "/admin");
		HttpSessionCsrfTokenRepository tokens = new HttpSessionCsrfTokenRepository();
		http.securityMatcher("/admin", "/admin/**", "/webjars/htmx.org/**")
			.oauth2Login((login) -> login.loginPage(SIGN_IN + "/" + AUTH)
				.authorizedClientRepository(new NoClients())
				.authorizationEndpoint((begin) -> begin.baseUri(SIGN_IN)
					.authorizationRequestRepository(new PendingSignIns(again.asked())))
				.redirectionEndpoint((end) -> end.baseUri("/admin/signed-in"))
				.successHandler((request, response, person) -> {
					request.getSession().setMaxInactiveInterval(A_DAYS_WORK);
					boolean kept = KeptForm.isToBeOffered(request, person);
					response.sendRedirect(kept ? "/admin/kept" : PendingSignIns.target(request));
				})
				.failureHandler(again)
				.userInfoEndpoint((user) -> user.oidcUserService(new StaffMembers(jwts))))
			.logout((logout) -> logout
				.logoutRequestMatcher(
						PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/admin/sign-out"))
				.logoutSuccessHandler(signedOut))
			.csrf((csrf) -> csrf.csrfTokenRepository(tokens).sessionAuthenticationStrategy(new SamePerson(tokens)))
			.requestCache(AbstractHttpConfigurer::disable)
			.exceptionHandling((errors) -> errors.authenticationEntryPoint(again).accessDeniedHandler(again))
			.addFilterBefore(again, AuthorizationFilter.class)
			.headers((headers) -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable)
				.contentSecurityPolicy((policy) -> policy.policyDirectives(POLICY + auth.issuer()))
				.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
			.authorizeHttpRequests(AdminAccess::rules);
		return http.build();
	}

}
