package cinema.auth.account;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What a user sees of himself. */
public record Profile(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
		String locale, @Nullable String phone, boolean isActive, boolean emailNotifications, boolean emailConfirmed) {

	/** What there is to see of a user. */
	public static Profile of(User user) {
		return new Profile(user.id(), user.email(), user.firstName(), user.lastName(), user.timeZone(), user.locale(),
				user.phone(), user.isActive(), user.wantsEmail(), user.isEmailConfirmed());
	}

}
