package cinema.auth.link;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A link that is wanted.
 *
 * @param target a path of ours, or an address at a host of the cinema
 * @param ttlDays how many days it works; 30 when it is left out
 */
record LinkRequest(
		@NotBlank(message = "is missing") @Size(max = 2000, message = "has more than 2000 characters") String target,
		@Min(value = 1, message = "has to be 1 or more") @Max(value = 3650,
				message = "has to be 3650 or less") @Nullable Integer ttlDays) {
}
