package cinema.auth.role;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What roles need.
 *
 * @param secondFactorFor the roles, for example {@code admin}, that count only for people
 * who sign in with a second factor
 */
@ConfigurationProperties(prefix = "cinema.role", ignoreUnknownFields = false)
record RoleProperties(@DefaultValue Set<String> secondFactorFor) {
}
