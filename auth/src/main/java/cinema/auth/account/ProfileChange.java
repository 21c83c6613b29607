package cinema.auth.account;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a user changes; what is left out stays. */
record ProfileChange(@Schema(hidden = true) @Null(message = "cannot be changed here") @Nullable String email,
		@Schema(example = "another horse") @Size(min = 8, max = 128,
				message = "has to have 8 to 128 characters") @Nullable String password,
		@Schema(description = "Needed for a new password by everybody who has one", example = "correct horse") @Size(
				max = 128, message = "has more than 128 characters") @Nullable String currentPassword,
		@Size(max = 100, message = "has more than 100 characters") @Pattern(regexp = "[^\\p{Cntrl}]*",
				message = "contains control characters") @Nullable String firstName,
		@Size(max = 100, message = "has more than 100 characters") @Pattern(regexp = "[^\\p{Cntrl}]*",
				message = "contains control characters") @Nullable String lastName,
		@Schema(example = "Asia/Tokyo") @KnownZone @Nullable String timeZone,
		@Pattern(regexp = "[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*",
				message = "has to be a language tag, for example en or ru-RU") @Nullable String locale,
		@Schema(example = "+442079460958") @PhoneNumber @Nullable String phone, @Nullable Boolean emailNotifications) {

	/** Without the password. */
	@Override
	public String toString() {
		return "ProfileChange";
	}

}
