package cinema.auth.role;

import java.util.UUID;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** A role by its name or by its id. */
record RoleGrant(
		@Pattern(regexp = "^[a-z][a-z0-9_-]{1,63}$", message = "has to be the name of a role") @Nullable String role,
		@Nullable UUID roleId) {
}
