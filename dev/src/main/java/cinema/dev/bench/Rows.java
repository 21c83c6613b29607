package cinema.dev.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

import cinema.dev.machine.StackException;
import cinema.dev.stack.Places;

/** Rows that the database makes up, by the million. */
final class Rows {

	private final Places places;

	Rows(Places places) {
		this.places = places;
	}

	/** In the place of what is there. */
	double replace(String database, String table, List<String> inserts) {
		return on(database, table, Stream.concat(Stream.of("truncate " + table), inserts.stream()).toList());
	}

	/** Beside what is there. */
	double add(String database, String table, List<String> inserts) {
		return on(database, table, inserts);
	}

	/** Answers the bytes of the table with its indexes. */
	private double on(String database, String table, List<String> statements) {
		String url = this.places.database(database);
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			for (String one : statements) {
				statement.execute(one);
			}
			statement.execute("vacuum analyze " + table);
			try (ResultSet found = statement.executeQuery("select pg_total_relation_size('" + table + "')")) {
				found.next();
				return found.getDouble(1);
			}
		}
		catch (SQLException ex) {
			throw new StackException("The " + table + " did not grow: " + ex.getMessage(), ex);
		}
	}

}
