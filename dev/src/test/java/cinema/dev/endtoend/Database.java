package cinema.dev.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import cinema.dev.stack.Places;

/** A look into the worker's ledger. */
final class Database {

	private final String url;

	Database(Places places) {
		this.url = places.database().replaceFirst("(//[^/]+/)[^?]*", "$1worker");
	}

	/** Letters that were tried a second time because nobody knew of the first. */
	long unknown() throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.url);
				Statement statement = connection.createStatement();
				ResultSet found = statement
					.executeQuery("select count(*) from ledger where attempt > 1 or state = 'UNKNOWN'")) {
			found.next();
			return found.getLong(1);
		}
	}

}
