package cinema.auth.directory;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** A user as other services see him. */
record DirectoryUser(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
		String locale, @Nullable String phone, boolean isActive, boolean emailNotifications, boolean emailConfirmed) {
}
