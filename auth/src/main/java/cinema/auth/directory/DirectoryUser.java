package cinema.auth.directory;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A user as other services see him.
 *
 * @param preferences topic to channel to whether it is wanted; what is not named is
 * wanted
 */
record DirectoryUser(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
		String locale, @Nullable String phone, boolean isActive, boolean emailNotifications, boolean emailConfirmed,
		Map<String, Map<String, Boolean>> preferences, Instant createdAt) {
}
