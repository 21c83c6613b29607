package cinema.auth.security;

import java.util.Map;
import java.util.Set;

import cinema.auth.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What other services call with.
 *
 * @param services a service's name, its token (16 characters or more) and its scopes, for
 * example {@code users:read}
 */
@ConfigurationProperties(prefix = "cinema.security", ignoreUnknownFields = false)
record ServiceTokenProperties(@DefaultValue Map<String, Grant> services) {

	private static final int SHORTEST_TOKEN = 16;

	ServiceTokenProperties {
		services.forEach((name, grant) -> {
			String path = "cinema.security.services." + name;
			Bounds.require(grant.token() != null && grant.token().length() >= SHORTEST_TOKEN, path + ".token",
					"a random text of " + SHORTEST_TOKEN + " characters or more", "");
			Bounds.require(grant.scopes() != null && !grant.scopes().isEmpty(), path + ".scopes",
					"a list of what the service may do, for example users:read", "");
		});
	}

	/** A token and its scopes, for example {@code users:read}. */
	record Grant(String token, Set<String> scopes) {

		/** Without the token. */
		@Override
		public String toString() {
			return "Grant" + this.scopes;
		}

	}

}
