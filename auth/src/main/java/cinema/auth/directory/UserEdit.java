package cinema.auth.directory;

import cinema.auth.field.KnownZone;
import cinema.auth.field.PhoneNumber;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What an admin changes of a user; what is left out stays. */
record UserEdit(
		@Size(max = 100, message = "has more than 100 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
				message = "contains control characters") @Nullable String firstName,
		@Size(max = 100, message = "has more than 100 characters") @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
				message = "contains control characters") @Nullable String lastName,
		@KnownZone @Nullable String timeZone,
		@Pattern(regexp = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,8}$",
				message = "has to be a language tag, for example en or ru-RU") @Nullable String locale,
		@PhoneNumber @Nullable String phone, @Nullable Boolean emailNotifications, @Nullable Boolean isActive) {
}
