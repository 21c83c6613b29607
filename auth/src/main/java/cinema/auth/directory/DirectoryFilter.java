package cinema.auth.directory;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import cinema.auth.account.User;
import org.jspecify.annotations.Nullable;

/**
 * Which users are asked for; null and an empty list let everybody through.
 *
 * @param emailContains a part of the address
 * @param locales languages, each with all its regions: {@code ru} is {@code ru-KZ} too
 * @param createdFrom signed up at this moment or later
 * @param createdBefore signed up before this moment
 */
record DirectoryFilter(@Nullable Boolean isActive, @Nullable Boolean emailNotifications,
		@Nullable Boolean emailConfirmed, List<UUID> ids, @Nullable String email, @Nullable String emailContains,
		List<String> locales, List<String> timeZones, @Nullable Instant createdFrom, @Nullable Instant createdBefore) {

	/** What holds for them, in SQL, and its values by their names. */
	List<String> conditions(Map<String, Object> values) {
		List<String> conditions = new ArrayList<>();
		add(conditions, values, "is_active = :active", "active", this.isActive);
		add(conditions, values, "email_notifications = :notifications", "notifications", this.emailNotifications);
		add(conditions, values, "email_confirmed = :confirmed", "confirmed", this.emailConfirmed);
		add(conditions, values, "id in (:ids)", "ids", this.ids.isEmpty() ? null : this.ids);
		add(conditions, values, "email_key = :email", "email", (this.email != null) ? User.key(this.email) : null);
		// By itself, so that the order of the whole table does not tempt anybody to walk
		// it.
		add(conditions, values, "id = any(array(select u.id from users u where u.email_key like :part limit 1000))",
				"part", (this.emailContains != null) ? part(this.emailContains) : null);
		add(conditions, values, "lower(substring(locale from '^[A-Za-z]+')) in (:locales)", "locales",
				this.locales.isEmpty() ? null : lower(this.locales));
		add(conditions, values, "time_zone in (:zones)", "zones", this.timeZones.isEmpty() ? null : this.timeZones);
		add(conditions, values, "created_at >= :from", "from", timestamp(this.createdFrom));
		add(conditions, values, "created_at < :before", "before", timestamp(this.createdBefore));
		return conditions;
	}

	private static void add(List<String> conditions, Map<String, Object> values, String condition, String name,
			@Nullable Object value) {
		if (value != null) {
			conditions.add(condition);
			values.put(name, value);
		}
	}

	private static String part(String text) {
		return "%" + text.toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0") + "%";
	}

	private static List<String> lower(List<String> languages) {
		return languages.stream().map((one) -> one.toLowerCase(Locale.ROOT)).toList();
	}

	private static @Nullable Timestamp timestamp(@Nullable Instant at) {
		return (at != null) ? Timestamp.from(at) : null;
	}

}
