package cinema.auth.security;

import java.util.Map;

import cinema.platform.token.ServiceToken;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What other services call with.
 *
 * @param services a service's name, its token (16 characters or more) and its scopes, for
 * example {@code users:read}
 */
@ConfigurationProperties(prefix = "cinema.security", ignoreUnknownFields = false)
record ServiceTokenProperties(@DefaultValue Map<String, ServiceToken> services) {

	ServiceTokenProperties {
		ServiceToken.check("cinema.security.services", services);
	}

}
