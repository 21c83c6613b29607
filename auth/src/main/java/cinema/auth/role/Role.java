package cinema.auth.role;

import java.util.List;
import java.util.UUID;

/**
 * A named set of scopes.
 *
 * @param builtIn whether the cinema needs it, so that nobody renames or deletes it
 */
record Role(UUID id, String name, String description, List<String> scopes, boolean builtIn) {
}
