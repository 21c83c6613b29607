package cinema.auth.directory;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.auth.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
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
			       created_at from users""";

	private final JdbcClient jdbc;

	Directory(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** One page and the cursor behind it, which is null at the end. */
	Slice read(DirectoryFilter filter, int size, @Nullable String cursor) {
		Map<String, Object> values = new LinkedHashMap<>();
		List<String> conditions = conditions(filter, values);
		if (cursor != null) {
			Position position = Position.parse(cursor);
			conditions.add("(created_at, id) > (:after, :afterId)");
			values.put("after", Timestamp.from(position.createdAt()));
			values.put("afterId", position.id());
		}
		values.put("size", size + 1);
		List<Row> rows = this.jdbc.sql(COLUMNS + where(conditions) + " order by created_at, id limit :size")
			.params(values)
			.query((row, number) -> new Row(
					new DirectoryUser(row.getObject("id", UUID.class), row.getString("email"),
							row.getString("first_name"), row.getString("last_name"), row.getString("time_zone"),
							row.getString("locale"), row.getString("phone"), row.getBoolean("is_active"),
							row.getBoolean("email_notifications"), row.getBoolean("email_confirmed")),
					row.getTimestamp("created_at").toInstant()))
			.list();
		boolean more = rows.size() > size;
		List<Row> page = more ? rows.subList(0, size) : rows;
		String next = more ? page.get(size - 1).position().toString() : null;
		return new Slice(page.stream().map(Row::user).toList(), next);
	}

	long count(DirectoryFilter filter) {
		Map<String, Object> values = new LinkedHashMap<>();
		List<String> conditions = conditions(filter, values);
		return this.jdbc.sql("select count(*) from users" + where(conditions))
			.params(values)
			.query(Long.class)
			.single();
	}

	private static List<String> conditions(DirectoryFilter filter, Map<String, Object> values) {
		List<String> conditions = new ArrayList<>();
		if (filter.isActive() != null) {
			conditions.add("is_active = :active");
			values.put("active", filter.isActive());
		}
		if (filter.emailNotifications() != null) {
			conditions.add("email_notifications = :notifications");
			values.put("notifications", filter.emailNotifications());
		}
		if (!filter.ids().isEmpty()) {
			conditions.add("id in (:ids)");
			values.put("ids", filter.ids());
		}
		return conditions;
	}

	private static String where(List<String> conditions) {
		return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
	}

	record Slice(List<DirectoryUser> users, @Nullable String next) {
	}

	private record Row(DirectoryUser user, Instant createdAt) {

		Position position() {
			return new Position(this.createdAt, this.user.id());
		}

	}

	/** A place between two users; opaque on the wire. */
	private record Position(Instant createdAt, UUID id) {

		static Position parse(String cursor) {
			try {
				String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ",
						2);
				return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
			}
			catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException ex) {
				throw new RefusedException(HttpStatus.BAD_REQUEST, "cursor", "is none of ours");
			}
		}

		@Override
		public String toString() {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString((this.createdAt + " " + this.id).getBytes(StandardCharsets.UTF_8));
		}

	}

}
