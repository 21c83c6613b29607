package cinema.dev.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import cinema.dev.stack.Places;

/** A look into the worker's ledger. */
final class Database {

	private final String url;

	Database(Places places) {
		this.url = places.database("worker");
	}

	/**
	 * Letters of these events that were tried a second time because nobody knew of the
	 * first.
	 */
	long unknown(String eventIdPrefix) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				PreparedStatement statement = connection.prepareStatement("""
						select count(*) from ledger
						 where (attempt > 1 or state = 'UNKNOWN') and workflow_id like ?""")) {
			statement.setString(1, "event/user_signed_up/" + eventIdPrefix + "%");
			try (ResultSet found = statement.executeQuery()) {
				found.next();
				return found.getLong(1);
			}
		}
	}

}
