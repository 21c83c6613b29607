package cinema.worker;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL with the worker's tables, without its application. */
public final class MigratedDatabase implements AutoCloseable {

	private final EmbeddedPostgres postgres = EmbeddedPostgres.start();

	private final JdbcClient jdbc;

	public MigratedDatabase() throws IOException {
		DataSource database = this.postgres.getPostgresDatabase();
		Flyway.configure().dataSource(database).load().migrate();
		this.jdbc = JdbcClient.create(database);
	}

	public JdbcClient jdbc() {
		return this.jdbc;
	}

	/** One more session, to be closed by whoever asks. */
	public Connection connect() throws SQLException {
		return this.postgres.getPostgresDatabase().getConnection();
	}

	@Override
	public void close() throws IOException {
		this.postgres.close();
	}

}
