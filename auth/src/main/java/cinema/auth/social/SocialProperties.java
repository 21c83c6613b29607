package cinema.auth.social;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where else people may have shown who they are.
 *
 * @param services name to provider, for example {@code google}
 * @param attemptLife how long somebody may take to sign in there
 */
@ConfigurationProperties(prefix = "cinema.social", ignoreUnknownFields = false)
record SocialProperties(@DefaultValue Map<String, Provider> services, @DefaultValue("10m") Duration attemptLife) {

	/**
	 * An OpenID Connect provider.
	 *
	 * @param issuer its URL, for example {@code https://accounts.google.com}; what else
	 * is to be known is found there
	 * @param redirectUri where it sends people back; by default
	 * {@code <issuer of ours>/api/v1/social-auth/<service>}
	 */
	record Provider(URI issuer, String clientId, String clientSecret, @DefaultValue( {
			"openid", "email", "profile" }) Set<String> scopes, @Nullable URI redirectUri){

	}

}
