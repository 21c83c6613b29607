package cinema.dev.endtoend;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.dev.machine.Console;
import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.process.Application;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * docs/upgrading.md, rehearsed: the jars of an older version, today's, and the older ones
 * again, with held notifications and a mailing that runs.
 */
@Timeout(1500)
class UpgradeTests {

	private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	private static final Path FOLDER = Path.of("target/upgrade").toAbsolutePath();

	private static final int HELD = Integer.getInteger("upgrade.held", 100);

	private static final int RECEIVERS = 2000;

	/** So slow that the mailing runs through all of it. */
	private static final int RATE = 8;

	private static final int BETWEEN = 10;

	private static final String WELCOME = "Welcome to Cinema!";

	private final RunFolder today = new RunFolder(PROJECT, FOLDER);

	private final Crowd crowd = new Crowd();

	private final Ports ports = new Ports();

	private final Map<String, Application> running = new HashMap<>();

	private final List<String> between = new ArrayList<>();

	private Stack stack;

	private Letters letters;

	private Events events;

	@AfterEach
	void stop() {
		if (this.stack != null) {
			this.stack.close();
		}
		this.crowd.close();
		this.ports.close();
	}

	@Test
	void losesAndDoublesNothingOnTheWayToTodayAndBack() throws Exception {
		RunFolder yesterday = yesterday();
		start(yesterday);
		String sleeper = sleeper();
		List<String> before = hold("before", sleeper);
		MailingRun mailing = new MailingRun(this.stack);
		mailing.order(RECEIVERS, RATE);
		mailing.awaitLetters(RECEIVERS / 20);

		for (String name : List.of("worker", "orchestrator", "auth")) {
			replace(name, this.today);
		}
		List<String> since = hold("since", sleeper);
		wake(before.subList(0, HELD / 2));
		for (String name : List.of("auth", "orchestrator", "worker")) {
			replace(name, yesterday);
		}
		wake(before.subList(HELD / 2, HELD));
		assertThat(mailing.letters()).as("the mailing ran all the while").hasSizeLessThan(RECEIVERS);
		// What passed a marker of today stands still until today's orchestrator is back.
		replace("orchestrator", this.today);
		wake(since);

		mailing.awaitEnd(RECEIVERS, Duration.ofMinutes(8));
		assertThat(mailing.letters()).hasSize(RECEIVERS);
		assertThat(mailing.letters().values()).as("copies").allMatch((copies) -> copies == 1);
		assertThat(this.letters.duplicates(before, WELCOME) + this.letters.duplicates(since, WELCOME)).isZero();
		assertThat(Stream.of(before, since, this.between).mapToLong(this.letters::duplicates)).containsOnly(0L);
		assertThat(this.events.dead()).isZero();
	}

	/** What {@code .ci/previous} has built. */
	private RunFolder yesterday() {
		String folder = System.getProperty("upgrade.from", "");
		if (!Files.exists(Path.of(folder, "orchestrator", "target"))) {
			Console.say("SKIPPED: the rehearsal of an upgrade needs the jars of an older version: "
					+ "-Dupgrade.from=$(.ci/previous COMMIT)");
			Assumptions.abort("no jars of an older version");
		}
		return new RunFolder(Path.of(folder), FOLDER);
	}

	private void start(RunFolder built) {
		Map<String, String> environment = new TreeMap<>(System.getenv());
		environment.put("CINEMA_CONTEXT_SERVICES_CROWD_URL", this.crowd.url());
		environment.put("CINEMA_PLAN_RECEIPT_TIMEOUT", "15s");
		this.stack = new Stack(built, environment);
		this.stack.start(true);
		Stack.applications().forEach((name) -> this.running.put(name, this.stack.application(name)));
		this.letters = new Letters(this.stack);
		this.events = new Events(this.stack.places());
	}

	private String sleeper() throws Exception {
		return Users.signUp(this.stack.places(), "sleeper-" + UUID.randomUUID() + "@example.com",
				Users.zoneWhereItIsNight());
	}

	/** Each has its first letter, and a second one that waits for the morning. */
	private List<String> hold(String name, String sleeper) throws Exception {
		List<String> ids = Letters.ids(name, HELD);
		this.events.announce(ids.stream().map((id) -> Events.signUp(id, sleeper)).toList());
		this.letters.await(ids);
		assertThat(this.letters.arrived(ids, WELCOME)).as("letters in the night").isZero();
		return ids;
	}

	private void wake(List<String> ids) {
		try (Workflows workflows = new Workflows(this.stack.places())) {
			ids.forEach((id) -> workflows.sendNow("event/user_signed_up/" + id));
		}
		this.letters.await(ids, WELCOME);
	}

	/**
	 * Another one first, and then the end of what was there; of auth, which others find
	 * at its port, the other way round. Events get their letters meanwhile.
	 */
	private void replace(String name, RunFolder built) throws Exception {
		List<String> ids = Letters.ids("between", BETWEEN);
		this.events.announce(ids.stream().map(Events::signUp).toList());
		Application old = this.running.get(name);
		if (name.equals("auth")) {
			old.stop();
			this.running.put(name, this.stack.another(name, built, URI.create(old.url()).getPort()));
		}
		else {
			this.running.put(name, this.stack.another(name, built, this.ports.free()));
			old.stop();
		}
		this.between.addAll(ids);
		await().atMost(Duration.ofMinutes(3)).until(() -> this.letters.confirmed(this.between) == this.between.size());
		Console.say(name + " of " + built.project().getFileName() + " has replaced another");
	}

}
