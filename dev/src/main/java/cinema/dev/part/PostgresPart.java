package cinema.dev.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.LastWords;
import cinema.dev.process.Listening;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** PostgreSQL with a database and a role for each application. */
public final class PostgresPart implements Part {

	private static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private final @Nullable Supplier<EmbeddedPostgres> launch;

	private volatile @Nullable EmbeddedPostgres embedded;

	private final Path data;

	private final String server;

	private final String username;

	private final String password;

	private PostgresPart(@Nullable Supplier<EmbeddedPostgres> launch, Path data, String server, String username,
			String password) {
		this.launch = launch;
		this.data = data;
		this.server = server;
		this.username = username;
		this.password = password;
	}

	public static PostgresPart start(RunFolder folder, Map<String, String> environment, Ports ports) {
		String given = environment.getOrDefault("CINEMA_DEV_POSTGRES_URL", "");
		PostgresPart part = given.isEmpty() ? ports.start("postgres", (turn) -> embedded(folder, turn))
				: new PostgresPart(null, folder.file("postgres"), given,
						environment.getOrDefault("CINEMA_DEV_POSTGRES_USERNAME", "postgres"),
						environment.getOrDefault("CINEMA_DEV_POSTGRES_PASSWORD", ""));
		try {
			part.createDatabases(folder);
			return part;
		}
		catch (SQLException ex) {
			part.close();
			throw new StackException("PostgreSQL at " + part.server + " (CINEMA_DEV_POSTGRES_URL) cannot be prepared: "
					+ ex.getMessage(), ex);
		}
	}

	private static PostgresPart embedded(RunFolder folder, Ports ports) {
		int port = ports.choose("postgres", 5432);
		Path data = folder.data("postgres");
		PostgresPart part = new PostgresPart(() -> launch(folder, data, port), data,
				"jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres");
		part.embedded = launch(folder, data, port);
		if (!Listening.isBy(part.pids().getOrDefault("postgres", -1L), port)) {
			part.close();
			throw new StackException("PostgreSQL did not get port " + port);
		}
		return part;
	}

	/**
	 * Starts it in a thread of its own, whose wait of a minute ends as soon as the server
	 * has given up. Whoever is interrupted meanwhile has a server to end.
	 */
	private static EmbeddedPostgres launch(RunFolder folder, Path data, int port) {
		Path log = folder.log("postgres");
		CompletableFuture<EmbeddedPostgres> started = new CompletableFuture<>();
		Thread starting = new Thread(() -> {
			try {
				Files.deleteIfExists(log);
				started.complete(builder(log, data, port).start());
			}
			catch (IOException | RuntimeException ex) {
				started.completeExceptionally(ex);
			}
		}, "postgres-start");
		forgetHalfMade(data);
		starting.start();
		while (!isOver(started)) {
			if (hasGivenUp(log)) {
				starting.interrupt();
			}
		}
		if (started.isCompletedExceptionally() || hasGivenUp(log)) {
			throw new StackException("PostgreSQL did not start" + LastWords.of(log, 0));
		}
		return started.join();
	}

	private static EmbeddedPostgres.Builder builder(Path log, Path data, int port) {
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
			.setOutputRedirector(ProcessBuilder.Redirect.to(log.toFile()))
			.setErrorRedirector(ProcessBuilder.Redirect.to(log.toFile()));
	}

	/** Data on which no server has ever started: whoever made them was killed. */
	private static void forgetHalfMade(Path data) {
		if (!Files.exists(data.resolve("postmaster.opts"))) {
			RunFolder.empty(data);
		}
	}

	private static boolean isOver(CompletableFuture<?> started) {
		return started.handle((server, failure) -> true).completeOnTimeout(false, 200, TimeUnit.MILLISECONDS).join();
	}

	private static boolean hasGivenUp(Path log) {
		try {
			return Files.exists(log)
					&& Files.readString(log, StandardCharsets.ISO_8859_1).contains("could not start server");
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Override
	public void revive() {
		close(); // lets go of the data, which the next one locks
		this.embedded = Objects.requireNonNull(this.launch).get();
	}

	private void createDatabases(RunFolder folder) throws SQLException {
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

}
