package cinema.auth.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.delivery.Delivery;
import cinema.auth.preference.Preferences;
import cinema.platform.parameter.Cursor;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads users in the order of their sign-up by a cursor, so that the last page costs what
 * the first one does.
 */
@Component
class Directory {

	private static final String COLUMNS = """
			select id, email, first_name, last_name, time_zone, locale, phone, is_active, email_notifications, email_confirmed,
			       coalesce(phone = confirmed_phone, false) as phone_confirmed,
			       preferences, delivery, created_at from users""";

	private final JdbcClient jdbc;

	private final Clock clock;

	Directory(JdbcClient jdbc, Clock clock) {
		this.clock = clock;
		this.jdbc = jdbc;
	}

	/**
	 * One page by its number. What is skipped is counted in the index alone, but it is
	 * counted: the cursor is the cheaper way.
	 */
	Slice readNumbered(DirectoryFilter filter, int number, int size) {
		Map<String, Object> values = new LinkedHashMap<>();
		List<String> conditions = filter.conditions(values);
		values.put("skip", (number - 1L) * size - 1);
		Optional<Cursor> before = this.jdbc
			.sql("select created_at as at, id from users" + where(conditions)
					+ " order by created_at, id offset :skip limit 1")
			.params(values)
			.query(Cursor.class)
			.optional();
		return before.map((position) -> read(filter, size, position)).orElse(new Slice(List.of(), null));
	}

	Optional<DirectoryUser> find(UUID id) {
		return this.jdbc.sql(COLUMNS + " where id = ?").param(id).query(this::user).optional();
	}

	/** One page and the cursor behind it, which is null at the end. */
	Slice read(DirectoryFilter filter, int size, @Nullable Cursor position) {
		Map<String, Object> values = new LinkedHashMap<>();
		List<String> conditions = filter.conditions(values);
		if (position != null) {
			conditions.add("(created_at, id) > (:after, :afterId)");
			values.put("after", Timestamp.from(position.at()));
			values.put("afterId", position.uuid());
		}
		values.put("size", size + 1);
		List<DirectoryUser> users = this.jdbc.sql(COLUMNS + where(conditions) + " order by created_at, id limit :size")
			.params(values)
			.query(this::user)
			.list();
		boolean more = users.size() > size;
		List<DirectoryUser> page = more ? users.subList(0, size) : users;
		return new Slice(page,
				more ? new Cursor(page.get(size - 1).createdAt(), page.get(size - 1).id().toString()).write() : null);
	}

	private DirectoryUser user(ResultSet row, int number) throws SQLException {
		return new DirectoryUser(row.getObject("id", UUID.class), row.getString("email"), row.getString("first_name"),
				row.getString("last_name"), row.getString("time_zone"), row.getString("locale"), row.getString("phone"),
				row.getBoolean("is_active"), row.getBoolean("email_notifications"), row.getBoolean("email_confirmed"),
				row.getBoolean("phone_confirmed"), Preferences.parse(row.getString("preferences")),
				Delivery.parse(row.getString("delivery"), this.clock.instant()).orNull(),
				row.getTimestamp("created_at").toInstant());
	}

	long count(DirectoryFilter filter) {
		Map<String, Object> values = new LinkedHashMap<>();
		List<String> conditions = filter.conditions(values);
		return this.jdbc.sql("select count(*) from users" + where(conditions))
			.params(values)
			.query(Long.class)
			.single();
	}

	private static String where(List<String> conditions) {
		return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
	}

	record Slice(List<DirectoryUser> users, @Nullable String next) {
	}

	/**
	 * A user as other services see him.
	 *
	 * @param preferences topic to channel to whether it is wanted; what is not named is
	 * wanted
	 * @param delivery when the person wants to be told; absent when they said nothing of
	 * it
	 */
	record DirectoryUser(UUID id, String email, @Nullable String firstName, @Nullable String lastName, String timeZone,
			String locale, @Nullable String phone, boolean isActive, boolean emailNotifications, boolean emailConfirmed,
			boolean phoneConfirmed, Map<String, Map<String, Boolean>> preferences,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Delivery delivery, Instant createdAt) {
	}

}
