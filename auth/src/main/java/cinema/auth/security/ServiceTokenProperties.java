package cinema.auth.security;

import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What other services call with.
 *
 * @param services a service's name, its token and what it may do
 */
@ConfigurationProperties(prefix = "cinema.security", ignoreUnknownFields = false)
record ServiceTokenProperties(@DefaultValue Map<String, Grant> services) {

	/** A token and its scopes, for example {@code users:read}. */
	record Grant(String token, Set<String> scopes) {

		/** Without the token. */
		@Override
		public String toString() {
			return "Grant" + this.scopes;
		}

	}

}
