package cinema.dev.endtoend;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import cinema.dev.machine.Console;
import cinema.dev.process.Application;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Applications that are asked to end, as at every upgrade. */
@Timeout(300)
class StoppingTests {

	private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

	private static final int EVENTS = 300;

	private static final int HELD = 500;

	private static final String WELCOME = "Welcome to Cinema!";

	private final Stack stack = RunningStack.get();

	private final Events events = new Events(this.stack.places());

	private final Letters letters = new Letters(this.stack);

	@BeforeEach
	void emptyTheMailbox() {
		await().atMost(Duration.ofSeconds(60)).until(() -> this.events.lag() == 0);
		this.letters.clear();
	}

	@Test
	void losesAndDoublesNothingWhenApplicationsAreAskedToEndUnderLoad() throws Exception {
		List<String> ids = Letters.ids("asked", EVENTS);
		this.events.announce(ids.stream().map(Events::signUp).toList());
		for (int round = 0; round < 2; round++) {
			awaitProgress(ids, (2 * round + 1) * EVENTS / 5);
			restart("worker");
			awaitProgress(ids, (2 * round + 2) * EVENTS / 5);
			restart("orchestrator");
		}
		this.letters.await(ids);
		long unknown = new Database(this.stack.places()).unknown("asked-");
		Console.say("asked to end: attempted " + EVENTS + ", delivered " + this.letters.confirmed(ids) + ", duplicated "
				+ this.letters.duplicates(ids) + ", unknown " + unknown);
		assertThat(this.letters.duplicates(ids)).isZero();
		assertThat(unknown).as("letters that were cut off").isZero();
	}

	private void awaitProgress(List<String> ids, int progress) {
		await().atMost(Duration.ofSeconds(90))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> this.letters.confirmed(ids) >= progress);
	}

	@Test
	void keepsWhatIsHeldThroughAnUpgrade() throws Exception {
		String sleeper = Users.signUp(this.stack.places(), "sleeper-" + UUID.randomUUID() + "@example.com",
				Users.zoneWhereItIsNight());
		List<String> ids = Letters.ids("held", HELD);
		this.events.announce(ids.stream().map((id) -> Events.signUp(id, sleeper)).toList());
		this.letters.await(ids);
		restart("orchestrator");
		restart("worker");
		assertThat(this.letters.arrived(ids, WELCOME)).as("letters in the night").isZero();
		try (Workflows workflows = new Workflows(this.stack.places())) {
			ids.forEach((id) -> workflows.sendNow("event/user_signed_up/" + id));
		}
		this.letters.await(ids, WELCOME);
		assertThat(this.letters.duplicates(ids, WELCOME)).isZero();
	}

	private void restart(String name) {
		Application application = this.stack.application(name);
		long start = System.nanoTime();
		application.stop();
		Duration stop = Duration.ofNanos(System.nanoTime() - start);
		application.resume();
		application.awaitReady();
		Console.say(name + " ended within " + stop.toMillis() + " ms");
		assertThat(stop).isLessThan(LONGEST_STOP);
	}

}
