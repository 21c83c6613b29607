package cinema.auth.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import cinema.auth.field.Emails;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes the keys anew by which accounts are found: SQL knows nothing of domains in other
 * scripts. Where two accounts turn out to be of one mailbox, whoever has its key keeps
 * it, else the confirmed or older one gets it.
 */
@Component
class MailboxKeys implements JavaMigration {

	private static final Logger logger = LoggerFactory.getLogger(MailboxKeys.class);

	/** What plain letters have as a key stays. */
	private static final String OTHERS = " where email ~ '[^\\x01-\\x7f]' or email_key like '%xn--%'";

	@Override
	public void migrate(Context context) throws SQLException {
		Connection connection = context.getConnection();
		for (Row row : read(connection, "users", "id", " order by email_confirmed desc, created_at, id")) {
			String key = Emails.key(row.email());
			if (!key.equals(row.key()) && update(connection, """
					update users set email = ?, email_key = ? where id = ?::uuid
					   and not exists (select 1 from users where email_key = ?)
					""", Emails.written(row.email()), key, row.id(), key) == 0) {
				logger.warn("User {} has the mailbox of another account, and is found by nobody", row.id());
			}
		}
		for (Row row : read(connection, "left_addresses", "hash", "")) {
			update(connection, "update left_addresses set email_key = ? where hash = ?", Emails.key(row.email()),
					row.id());
		}
	}

	private static List<Row> read(Connection connection, String table, String id, String order) throws SQLException {
		List<Row> rows = new ArrayList<>();
		try (PreparedStatement select = connection
			.prepareStatement("select " + id + ", email, email_key from " + table + OTHERS + order);
				ResultSet found = select.executeQuery()) {
			while (found.next()) {
				rows.add(new Row(found.getString(1), found.getString(2), found.getString(3)));
			}
		}
		return rows;
	}

	private static int update(Connection connection, String sql, String... values) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement(sql)) {
			for (int i = 0; i < values.length; i++) {
				update.setString(i + 1, values[i]);
			}
			return update.executeUpdate();
		}
	}

	@Override
	public MigrationVersion getVersion() {
		return MigrationVersion.fromVersion("26");
	}

	@Override
	public String getDescription() {
		return "mailbox keys";
	}

	@Override
	public @Nullable Integer getChecksum() {
		return null;
	}

	@Override
	public boolean canExecuteInTransaction() {
		return true;
	}

	private record Row(String id, String email, String key) {
	}

}
