package cinema.dev.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.process.FakeApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Starts that end before everything was up, with real parts and small programs as
 * applications.
 */
@Timeout(180)
class FailedStartTests {

	@TempDir
	Path project;

	@Test
	void endsWithTheWordsOfTheApplicationThatCannotStart() throws Exception {
		make("ready", "fails", "slow");
		Launcher launcher = new Launcher(this.project, Map.of());
		assertThat(launcher.awaitEnd()).isEqualTo(1);
		assertThat(launcher.printed())
			.contains("! orchestrator ended with code 1 before it was ready", "Description:",
					"quiet-from has to be a time of the day", "Stopped")
			.doesNotContain("started again", "\tat ", "ShutdownCallbackRegistry");
		assertNothingRuns();
	}

	@Test
	void leavesNothingBehindWhenItIsAskedToEndWhileItStarts() throws Exception {
		make("slow", "slow", "slow");
		for (int milliseconds : new int[] { 1500, 3000, 5000 }) {
			Launcher launcher = new Launcher(this.project, Map.of());
			TimeUnit.MILLISECONDS.sleep(milliseconds);
			launcher.process().destroy();
			launcher.process().destroy();
			assertThat(launcher.awaitEnd()).isEqualTo(143);
			assertThat(launcher.printed()).doesNotContain("\tat ", "! ");
			assertNothingRuns();
		}
	}

	private void make(String auth, String orchestrator, String worker) throws Exception {
		FakeApplication.make(this.project, "auth", auth);
		FakeApplication.make(this.project, "orchestrator", orchestrator);
		FakeApplication.make(this.project, "worker", worker);
	}

	private void assertNothingRuns() {
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Leftovers.of(this.project)).isEmpty());
	}

}
