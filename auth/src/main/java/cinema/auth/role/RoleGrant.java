package cinema.auth.role;

import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** A role by its name or by its id. */
record RoleGrant(@Schema(example = "manager") @Pattern(regexp = "[a-z][a-z0-9_-]{1,63}",
		message = "has to be the name of a role") @Nullable String role, @Nullable UUID roleId) {
}
