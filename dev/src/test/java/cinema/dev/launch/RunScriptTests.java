package cinema.dev.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.launch.ScriptProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** The script alone, in a folder with a difficult name, with stubs of Maven and Java. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RunScriptTests {

	@TempDir
	Path folder;

	private ScriptProject project;

	@BeforeEach
	void makeAProject() throws IOException {
		this.project = new ScriptProject(this.folder);
	}

	@Test
	void buildsOnceAndSaysHowLongThatTakes() throws Exception {
		Run first = this.project.run(Map.of());
		assertThat(first.code()).as(first.printed()).isZero();
		assertThat(first.printed()).contains("minutes").doesNotContain("\u001B");
		this.project.run(Map.of());
		assertThat(this.project.builds()).isEqualTo(1);
	}

	@Test
	void leavesNothingOfASourceThatIsGone() throws Exception {
		this.project.run(Map.of());
		Path stale = Files.writeString(this.project.folder().resolve("worker/target/classes/Two.class"), "");
		Path good = Files.writeString(this.project.folder().resolve("auth/target/classes/Two.class"), "");
		Files.move(this.project.folder().resolve("worker/src/main/Two.java"),
				this.project.folder().resolve("worker/src/main/Three.java"));
		this.project.run(Map.of());
		assertThat(this.project.builds()).isEqualTo(2);
		assertThat(stale).doesNotExist();
		assertThat(good).exists();
	}

	@Test
	void buildsAgainWhenAnOlderFileComesBack() throws Exception {
		this.project.run(Map.of());
		Path source = this.project.folder().resolve("auth/src/main/One.java");
		Files.writeString(source, "other");
		Files.setLastModifiedTime(source, FileTime.fromMillis(0));
		this.project.run(Map.of());
		assertThat(this.project.builds()).isEqualTo(2);
	}

	@Test
	void saysThatTheBuildFailedAndBuildsAgain() throws Exception {
		Run failed = this.project.run(Map.of("STUB_MVN", "echo 'a type is missing'; exit 1"));
		assertThat(failed.code()).isEqualTo(1);
		assertThat(failed.printed()).contains("a type is missing", "The build failed");
		this.project.run(Map.of());
		assertThat(this.project.builds()).isEqualTo(2);
	}

	@Test
	void namesTheVersionOfAnOldJava() throws Exception {
		Run run = this.project.run(Map.of("STUB_VERSION", "1.8.0_392"));
		assertThat(run.code()).isEqualTo(1);
		assertThat(run.printed()).isEqualTo("! Java 8 is too old: JDK 17 or newer is needed\n");
	}

	@Test
	void tellsTheLauncherWhereItWasCalled() throws Exception {
		this.project.run(Map.of());
		Run run = new Run(this.project.start(Map.of(), this.project.stubs(), "send", "x y.json"));
		assertThat(run.code()).as(run.printed()).isZero();
		assertThat(this.project.arguments()).contains("-Dcinema.dev.caller=" + this.project.stubs(),
				"-Dcinema.dev.folder=" + this.project.folder(), "send", "x y.json");
	}

	@Test
	void saysThatItsFolderCannotBeWritten() throws Exception {
		Run run = this.project.run(Map.of("CINEMA_DEV_RUN", "/proc/none"));
		assertThat(run.code()).isEqualTo(1);
		assertThat(run.printed()).startsWith("! /proc/none cannot be written").hasLineCount(1);
	}

	@Test
	void leavesAStackAloneThatRunsInItsFolder() throws Exception {
		Process running = new ProcessBuilder("sh", "-c", "sleep 60; :", "cinema.dev").start();
		try {
			Files.createDirectory(this.project.folder().resolve(".run"));
			Files.writeString(this.project.folder().resolve(".run/pids"), running.pid() + " 1 launcher\n");
			Run run = this.project.run(Map.of());
			assertThat(run.printed()).isEqualTo("! A stack is running here already; end it with ./run stop\n");
			assertThat(run.code()).isEqualTo(1);
			assertThat(this.project.builds()).isZero();
		}
		finally {
			running.descendants().forEach(ProcessHandle::destroy);
			running.destroy();
		}
	}

	@Test
	void buildsOnlyOnceAtATime() throws Exception {
		Process first = this.project.start(Map.of("STUB_MVN", "exec sleep 60"), this.project.folder());
		await().until(() -> this.project.builds() == 1);
		Run second = this.project.run(Map.of());
		assertThat(second.code()).isEqualTo(1);
		assertThat(second.printed()).isEqualTo("! Another ./run builds here (process " + first.pid() + ")\n");
		ScriptProject.signal(first, "TERM");
		assertThat(new Run(first).code()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "INT", "TERM", "HUP" })
	void endsTheBuildWhenItIsAskedTo(String signal) throws Exception {
		assumeHears(signal);
		Process script = this.project.start(Map.of("STUB_MVN", "sleep 60; exit 0"), this.project.folder());
		await().until(() -> this.project.builds() == 1);
		ScriptProject.signal(script, signal);
		Run run = new Run(script);
		assertThat(run.code()).isZero();
		assertThat(run.printed()).doesNotContain("failed");
		assertNothingRuns();
	}

	@ParameterizedTest
	@ValueSource(strings = { "INT", "TERM", "HUP" })
	void asksTheLauncherToEndHoweverOftenItIsAskedItself(String signal) throws Exception {
		assumeHears(signal);
		String launcher = "trap 'sleep 1; echo Stopped; exit 143' TERM; echo up; while :; do sleep 0.1; done";
		Process script = this.project.start(Map.of("STUB_JAVA", launcher), this.project.folder());
		await().until(() -> this.project.arguments().contains("-jar"));
		TimeUnit.MILLISECONDS.sleep(500);
		ScriptProject.signal(script, signal);
		ScriptProject.signal(script, signal);
		Run run = new Run(script);
		assertThat(run.code()).as(run.printed()).isZero();
		assertThat(run.printed()).endsWith("Stopped\n");
		assertNothingRuns();
	}

	@Test
	void cleansUpAfterALauncherThatWasKilled() throws Exception {
		Run run = this.project.run(Map.of("STUB_JAVA", "kill -9 $$"));
		assertThat(run.code()).isEqualTo(137);
		assertThat(this.project.arguments()).endsWith("stop");
	}

	@Test
	void passesOnWhatTheLauncherEndsWith() throws Exception {
		assertThat(this.project.run(Map.of("STUB_JAVA", "exit 1")).code()).isEqualTo(1);
	}

	private void assertNothingRuns() {
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Leftovers.of(this.folder)).isEmpty());
	}

	/**
	 * No shell can trap what it was told to ignore when it began, as by nohup or in the
	 * background of a script.
	 */
	private static void assumeHears(String signal) throws IOException {
		int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
		Path status = Path.of("/proc/self/status");
		assumeFalse(Files.exists(status) && Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.anyMatch((line) -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (number - 1)) % 2 != 0),
				"skipped: whoever started the tests ignores SIG" + signal);
	}

}
