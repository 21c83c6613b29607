package cinema.auth.authorization;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask for tokens.
 *
 * @param clients client id to client
 * @param browserSession how long a browser stays signed in
 */
@ConfigurationProperties(prefix = "cinema.authorization", ignoreUnknownFields = false)
record AuthorizationProperties(@DefaultValue Map<String, Client> clients, @DefaultValue("8h") Duration browserSession) {

	/**
	 * A machine (a secret and no redirect), or pages that people sign in to by the
	 * authorization code with PKCE (redirects; a secret if they can keep one).
	 *
	 * @param redirectUris the exact places to which codes may be sent
	 * @param postLogoutRedirectUris the exact places to which a browser may go on after
	 * it was signed out
	 */
	record Client(@Nullable String secret, @DefaultValue Set<String> scopes, @DefaultValue Set<String> redirectUris,
			@DefaultValue Set<String> postLogoutRedirectUris) {

		private static final int SHORTEST_SECRET = 16;

		Client {
			if (secret != null && secret.isEmpty()) {
				secret = null;
			}
			if (secret != null && secret.length() < SHORTEST_SECRET) {
				throw new IllegalArgumentException("a client's secret has to have 16 characters or more");
			}
			if (secret == null && redirectUris.isEmpty()) {
				throw new IllegalArgumentException("a client needs a secret, redirect-uris, or both");
			}
		}

	}

}
