package cinema.auth.social;

import java.util.Map;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Another company's OpenID Connect provider, on a port of its own. */
final class OpenIdProvider {

	private static final String CLIENT = "spring.security.oauth2.authorizationserver.client.cinema.";

	private final ServletWebServerApplicationContext context;

	OpenIdProvider(String redirectUri) {
		this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Provider.class)
			.properties(Map.of("spring.config.name", "provider", "server.port", "0", "spring.main.banner-mode", "off",
					"server.servlet.session.cookie.name", "PROVIDER", CLIENT + "registration.client-id", "cinema",
					CLIENT + "registration.client-secret", "{noop}secret-at-the-provider"))
			.properties(Map.of(CLIENT + "registration.client-authentication-methods", "client_secret_basic",
					CLIENT + "registration.authorization-grant-types", "authorization_code",
					CLIENT + "registration.redirect-uris", redirectUri, CLIENT + "registration.scopes",
					"openid,profile,email", CLIENT + "require-proof-key", "true", "spring.autoconfigure.exclude",
					"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"))
			.run();
	}

	String issuer() {
		return "http://127.0.0.1:" + this.context.getWebServer().getPort();
	}

	void close() {
		this.context.close();
	}

	/**
	 * People sign in by their address; those of "unproven" have not confirmed it. No
	 * configuration that a scan would find.
	 */
	@EnableAutoConfiguration
	static class Provider {

		@Bean
		UserDetailsService people() {
			return (name) -> User.withUsername(name).password("{noop}there").roles("PERSON").build();
		}

		@Bean
		OAuth2TokenCustomizer<JwtEncodingContext> claims() {
			return (context) -> {
				if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
					String email = context.getPrincipal().getName();
					context.getClaims()
						.claim("email", email)
						.claim("email_verified", !email.startsWith("unproven"))
						.claim("given_name", "Ann");
				}
			};
		}

	}

}
