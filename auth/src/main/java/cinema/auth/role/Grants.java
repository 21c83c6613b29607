package cinema.auth.role;

import java.util.Set;

/** The roles of a person, and the scopes that come with them. */
public record Grants(Set<String> roles, Set<String> scopes) {
}
