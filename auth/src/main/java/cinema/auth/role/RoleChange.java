package cinema.auth.role;

import java.util.List;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What changes of a role; what is left out stays. */
record RoleChange(
		@Pattern(regexp = "^[a-z][a-z0-9_-]{1,63}$",
				message = "has to be 2 to 64 small letters, digits, - or _") @Nullable String name,
		@Size(max = 500, message = "has more than 500 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
				message = "contains control characters") @Nullable String description,
		@Size(max = 50,
				message = "names more than 50") @Nullable List<@NotNull(message = "is missing") @Pattern(
						regexp = "^(users|links|notifications|mailings):(read|write)$",
						message = "has to be a scope, for example mailings:read") String> scopes) {
}
