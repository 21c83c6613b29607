package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.dev.stack.RunFolder;
import cinema.dev.stack.StackException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with a database and a role for each application. */
public final class PostgresPart implements Part {

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private final @Nullable Launch launch;

	private volatile @Nullable EmbeddedPostgres embedded;

	private final Path data;

	private final String server;

	private final String username;

	private final String password;

	private PostgresPart(@Nullable Launch launch, Path data, String server, String username, String password) {
		this.launch = launch;
		this.data = data;
		this.server = server;
		this.username = username;
		this.password = password;
	}

	public static PostgresPart start(RunFolder folder, Map<String, String> environment, int port) {
		String given = environment.getOrDefault("CINEMA_DEV_POSTGRES_URL", "");
		PostgresPart part = given.isEmpty() ? embedded(folder, port)
				: new PostgresPart(null, folder.file("postgres"), given,
						environment.getOrDefault("CINEMA_DEV_POSTGRES_USERNAME", "postgres"),
						environment.getOrDefault("CINEMA_DEV_POSTGRES_PASSWORD", ""));
		part.createDatabases(folder);
		return part;
	}

	private static PostgresPart embedded(RunFolder folder, int port) {
		Path data = folder.data("postgres");
		PostgresPart part = new PostgresPart(() -> launch(folder, data, port), data,
				"jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
		try {
			part.embedded = launch(folder, data, port);
			return part;
		}
		catch (IOException ex) {
			throw new StackException("PostgreSQL did not start, see " + folder.log("postgres") + ": " + ex.getMessage(),
					ex);
		}
	}

	private static EmbeddedPostgres launch(RunFolder folder, Path data, int port) throws IOException {
		return EmbeddedPostgres.builder()
			.setDataDirectory(data)
			.setCleanDataDirectory(false)
			.setPort(port)
			.setPGStartupWait(Duration.ofSeconds(60))
			.setRegisterShutdownHook(false)
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("fsync", "on")
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("max_connections", "150")
			.setOutputRedirector(ProcessBuilder.Redirect.to(folder.log("postgres").toFile()))
			.setErrorRedirector(ProcessBuilder.Redirect.to(folder.log("postgres-errors").toFile()))
			.start();
	}

	@Override
	public void revive() {
		try {
			close(); // lets go of the data, which the next one locks
			this.embedded = Objects.requireNonNull(this.launch).start();
		}
		catch (IOException | IllegalStateException ex) {
			throw new StackException("PostgreSQL did not start again: " + ex.getMessage(), ex);
		}
	}

	private void createDatabases(RunFolder folder) {
		try (Connection connection = DriverManager.getConnection(this.server, this.username, this.password);
				Statement statement = connection.createStatement()) {
			for (String application : APPLICATIONS) {
				String secret = folder.secret("postgres-" + application);
				if (isMissing(statement, "select 1 from pg_roles where rolname = '" + application + "'")) {
					statement.execute("create role " + application + " login");
				}
				statement.execute("alter role " + application + " password '" + secret + "'");
				if (isMissing(statement, "select 1 from pg_database where datname = '" + application + "'")) {
					statement.execute("create database " + application + " owner " + application);
				}
			}
		}
		catch (SQLException ex) {
			throw new StackException("PostgreSQL at " + this.server + " (CINEMA_DEV_POSTGRES_URL) cannot be prepared: "
					+ ex.getMessage(), ex);
		}
	}

	private static boolean isMissing(Statement statement, String query) throws SQLException {
		try (ResultSet found = statement.executeQuery(query)) {
			return !found.next();
		}
	}

	/** What one application has to know of its database. */
	public Map<String, String> environmentOf(RunFolder folder, String application) {
		return Map.of("SPRING_DATASOURCE_URL", this.server.replaceFirst("(//[^/]+/)[^?]*", "$1" + application),
				"SPRING_DATASOURCE_USERNAME", application, "SPRING_DATASOURCE_PASSWORD",
				folder.secret("postgres-" + application));
	}

	/** For scripts: the server with a role that may see everything. */
	public String url() {
		return this.server + (this.server.contains("?") ? "&" : "?") + "user=" + this.username + "&password="
				+ this.password;
	}

	@Override
	public String name() {
		return "postgres";
	}

	@Override
	public String kind() {
		return (this.launch != null) ? "embedded" : "given";
	}

	@Override
	public String describe() {
		return kind() + ", " + this.server;
	}

	@Override
	public Map<String, String> environment() {
		return Map.of();
	}

	@Override
	public Map<String, Long> pids() {
		try {
			Path file = this.data.resolve("postmaster.pid");
			return Files.exists(file) ? Map.of("postgres", Long.parseLong(Files.readAllLines(file).get(0).strip()))
					: Map.of();
		}
		catch (IOException ex) {
			throw new StackException("The pid of PostgreSQL cannot be read", ex);
		}
	}

	@Override
	public void close() {
		try {
			EmbeddedPostgres running = this.embedded;
			if (running != null) {
				running.close();
			}
		}
		catch (IOException ex) {
			throw new StackException("PostgreSQL did not stop", ex);
		}
	}

	/** Starts a server on what is there. */
	private interface Launch {

		EmbeddedPostgres start() throws IOException;

	}

}
