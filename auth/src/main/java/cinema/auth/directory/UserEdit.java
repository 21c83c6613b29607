package cinema.auth.directory;

import cinema.auth.account.KnownZone;
import cinema.auth.account.PhoneNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What an admin changes of a user; what is left out stays. */
record UserEdit(
		@Schema(example = "Ann") @Size(max = 100, message = "has more than 100 characters") @Pattern(
				regexp = "[^\\p{Cntrl}]*", message = "contains control characters") @Nullable String firstName,
		@Schema(example = "Lee") @Size(max = 100, message = "has more than 100 characters") @Pattern(
				regexp = "[^\\p{Cntrl}]*", message = "contains control characters") @Nullable String lastName,
		@Schema(example = "Europe/Moscow") @KnownZone @Nullable String timeZone,
		@Schema(example = "en") @Pattern(regexp = "[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*",
				message = "has to be a language tag, for example en or ru-RU") @Nullable String locale,
		@Schema(example = "+442079460958") @PhoneNumber @Nullable String phone, @Nullable Boolean emailNotifications,
		@Nullable Boolean isActive) {
}
