package cinema.auth.directory;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Which users are asked for; null and an empty list let everybody through. */
record DirectoryFilter(@Nullable Boolean isActive, @Nullable Boolean emailNotifications, List<UUID> ids,
		@Nullable String email) {
}
