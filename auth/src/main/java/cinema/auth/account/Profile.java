package cinema.auth.account;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** What a user sees of himself. */
record Profile(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
		String locale, boolean isActive, boolean emailNotifications, boolean emailConfirmed) {

	static Profile of(User user) {
		return new Profile(user.id(), user.email(), user.firstName(), user.lastName(), user.timeZone(), user.locale(),
				user.isActive(), user.wantsEmail(), user.isEmailConfirmed());
	}

}
