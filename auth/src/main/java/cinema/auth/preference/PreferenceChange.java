package cinema.auth.preference;

import java.util.Map;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Topic to channel to whether it is wanted. */
record PreferenceChange(@NotNull(message = "is missing") @Size(max = 100,
		message = "names more than 100 topics") Map<@Pattern(regexp = "^[a-z][a-z0-9_]{0,63}$",
				message = "has to be a topic of small letters, digits and _") String, @NotNull(
						message = "is missing") Map<@Pattern(regexp = "^(email|sms|web|push)$",
								message = "has to be email, sms, web or push") String, @NotNull(
										message = "has to be true or false") Boolean>> preferences) {
}
