package cinema.auth.role;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A named set of scopes.
 *
 * @param builtIn whether the cinema needs it, so that nobody renames or deletes it
 */
record Role(UUID id, @Schema(example = "manager") String name, String description,
		@Schema(example = "[\"mailings:read\"]") List<String> scopes, boolean builtIn) {
}
