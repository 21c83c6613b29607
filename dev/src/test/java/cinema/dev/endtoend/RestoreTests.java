package cinema.dev.endtoend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import cinema.dev.compose.Tool;
import cinema.dev.machine.RunFolder;
import cinema.dev.stack.Places;
import cinema.dev.stack.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The drills of docs/disaster.md, on a stack of their own. */
@Timeout(500)
class RestoreTests {

	private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	private static final int EVENTS = 40;

	private final RunFolder folder = new RunFolder(PROJECT, Path.of("target/restore").toAbsolutePath());

	private @Nullable Stack stack;

	@AfterEach
	void stop() {
		if (this.stack != null) {
			this.stack.close();
		}
	}

	/** Both at once: neither Temporal nor the ledger knows of a letter any more. */
	@Test
	void tellsNothingTwiceAndForgetsNothingWhenTemporalIsLostAndTheLedgerIsOld() throws Exception {
		Stack before = start(true, List.of());
		List<String> told = Letters.ids("told", EVENTS);
		List<String> waiting = Letters.ids("waiting", EVENTS);
		new Events(before.places()).announce(told.stream().map(Events::signUp).toList());
		new Letters(before).await(told);
		awaitDelivered(before.places(), "told-");
		before.application("orchestrator").stop();
		new Events(before.places()).announce(waiting.stream().map(Events::signUp).toList());
		before.close();

		RunFolder.empty(this.folder.data("temporal"));
		Stack after = start(false, List.copyOf(Stack.applications()));
		Assumptions.assumeTrue("dev-server".equals(after.places().kinds().get("temporal")),
				"the SDK's test server keeps nothing that could be lost");
		Map<String, Integer> ledger = ledger(after.places());
		query(after.places(), "worker", "delete from ledger");
		rebuildTheLedger(after.places());
		new Events(after.places()).rewind();
		Stream.of("auth", "worker", "orchestrator").forEach(after::another);

		assertThat(ledger(after.places())).containsAllEntriesOf(ledger);
		Letters letters = new Letters(after);
		letters.await(waiting);
		await().atMost(Duration.ofSeconds(60)).until(() -> new Events(after.places()).lag() == 0);
		awaitDelivered(after.places(), "waiting-");
		assertThat(letters.confirmed(told)).isEqualTo(EVENTS);
		assertThat(letters.duplicates(told) + letters.duplicates(waiting)).isZero();
	}

	private Stack start(boolean fresh, List<String> without) {
		Map<String, String> environment = new TreeMap<>(System.getenv());
		Stack starting = new Stack(this.folder, environment);
		this.stack = starting;
		starting.start(fresh, Set.copyOf(without));
		return starting;
	}

	/** By {@code deploy/restore/ledger.sh}, or as it does it where there is no psql. */
	private static void rebuildTheLedger(Places places) throws Exception {
		if (Files.isExecutable(Tool.onPath("psql"))) {
			Tool.run(
					List.of("sh", "deploy/restore/ledger.sh", places.database("orchestrator").replaceFirst("jdbc:", ""),
							places.database("worker").replaceFirst("jdbc:", "")),
					PROJECT, 0);
			return;
		}
		ByteArrayOutputStream known = new ByteArrayOutputStream();
		try (Connection orchestrator = connect(places, "orchestrator")) {
			orchestrator.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyOut("copy (" + script("known.sql") + ") to stdout (format csv)", known);
		}
		try (Connection worker = connect(places, "worker"); Statement statement = worker.createStatement()) {
			statement.execute("""
					create temporary table known (posting_id uuid primary key, workflow_id text, channel text,
					    urgency text, attempt integer, state text, in_doubt boolean, first_at timestamptz)""");
			worker.unwrap(PGConnection.class)
				.getCopyAPI()
				.copyIn("copy known from stdin (format csv)", new ByteArrayInputStream(known.toByteArray()));
			statement.execute(script("ledger.sql"));
		}
	}

	private static String script(String name) throws IOException {
		return Files.readString(PROJECT.resolve("deploy/restore").resolve(name));
	}

	/** Each event has a letter that arrived, and none on its way. */
	private static void awaitDelivered(Places places, String ids) {
		await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(count(places, "orchestrator", """
				select count(distinct event_id) from journal j
				 where event_id like '%s%%' and state = 'DELIVERED' and not exists
				   (select from journal o where o.event_id = j.event_id and o.state = 'DISPATCHED')
				""".formatted(ids))).isEqualTo(EVENTS));
	}

	/** Letters by their state. */
	private static Map<String, Integer> ledger(Places places) throws SQLException {
		Map<String, Integer> states = new TreeMap<>();
		for (String state : List.of("SENT", "DEFERRED", "REJECTED", "UNKNOWN")) {
			int count = count(places, "worker", "select count(*) from ledger where state = '" + state + "'");
			if (count > 0) {
				states.put(state, count);
			}
		}
		return states;
	}

	private static int count(Places places, String database, String sql) throws SQLException {
		try (Connection connection = connect(places, database);
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery(sql)) {
			found.next();
			return found.getInt(1);
		}
	}

	private static void query(Places places, String database, String sql) throws SQLException {
		try (Connection connection = connect(places, database); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static Connection connect(Places places, String database) throws SQLException {
		return DriverManager.getConnection(places.database(database));
	}

}
