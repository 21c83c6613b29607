package cinema.dev.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** The script alone, in a folder with a difficult name, with stubs of Maven and Java. */
@Timeout(60)
class RunScriptTests {

	private static final List<String> MODULES = List.of("auth", "orchestrator", "worker", "dev");

	private static final String JAVA = """
			#!/bin/sh
			case "$1" in
			  -version) echo "openjdk version \\"${STUB_VERSION:-17.0.1}\\"" >&2; exit ;;
			  -Djarmode*) exit 1 ;;
			esac
			printf '%s\\n' "$@" >>"$STUBS/java.log"
			case "$*" in
			  *" stop") exit ;;
			  *) eval "${STUB_JAVA:-exit 0}" ;;
			esac
			""";

	private static final String MAVEN = """
			#!/bin/sh
			echo "$*" >>"$STUBS/mvn.log"
			printf '\\033[0m\\033[0m'
			for one in auth orchestrator worker dev; do
			  mkdir -p $one/target/classes
			  touch $one/target/$one-1.0.0-SNAPSHOT.jar
			done
			eval "${STUB_MVN:-exit 0}"
			""";

	@TempDir
	Path folder;

	private Path project;

	private Path stubs;

	@BeforeEach
	void makeAProject() throws IOException {
		this.project = Files.createDirectory(this.folder.resolve("a stack, ü 100%+"));
		this.stubs = Files.createDirectory(this.folder.resolve("stubs"));
		Files.copy(Path.of("../run"), this.project.resolve("run"), StandardCopyOption.COPY_ATTRIBUTES);
		Files.createDirectory(this.project.resolve(".mvn"));
		Files.writeString(this.project.resolve("pom.xml"), "");
		for (String module : MODULES) {
			Files.createDirectories(this.project.resolve(module + "/src/main"));
			Files.writeString(this.project.resolve(module + "/pom.xml"), "");
			Files.writeString(this.project.resolve(module + "/src/main/One.java"), module);
			Files.writeString(this.project.resolve(module + "/src/main/Two.java"), module);
		}
		stub("java", JAVA);
		stub("mvn", MAVEN);
	}

	private void stub(String name, String script) throws IOException {
		Path file = Files.writeString(this.stubs.resolve(name), script);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@Test
	void buildsOnceAndSaysHowLongThatTakes() throws Exception {
		Run first = run(Map.of());
		assertThat(first.code()).as(first.printed()).isZero();
		assertThat(first.printed()).contains("minutes").doesNotContain("\u001B");
		run(Map.of());
		assertThat(builds()).isEqualTo(1);
	}

	@Test
	void leavesNothingOfASourceThatIsGone() throws Exception {
		run(Map.of());
		Path stale = Files.writeString(this.project.resolve("worker/target/classes/Two.class"), "");
		Path good = Files.writeString(this.project.resolve("auth/target/classes/Two.class"), "");
		Files.move(this.project.resolve("worker/src/main/Two.java"),
				this.project.resolve("worker/src/main/Three.java"));
		run(Map.of());
		assertThat(builds()).isEqualTo(2);
		assertThat(stale).doesNotExist();
		assertThat(good).exists();
	}

	@Test
	void buildsAgainWhenAnOlderFileComesBack() throws Exception {
		run(Map.of());
		Path source = this.project.resolve("auth/src/main/One.java");
		Files.writeString(source, "other");
		Files.setLastModifiedTime(source, java.nio.file.attribute.FileTime.fromMillis(0));
		run(Map.of());
		assertThat(builds()).isEqualTo(2);
	}

	@Test
	void saysThatTheBuildFailedAndBuildsAgain() throws Exception {
		Run failed = run(Map.of("STUB_MVN", "echo 'a type is missing'; exit 1"));
		assertThat(failed.code()).isEqualTo(1);
		assertThat(failed.printed()).contains("a type is missing", "The build failed");
		run(Map.of());
		assertThat(builds()).isEqualTo(2);
	}

	@Test
	void namesTheVersionOfAnOldJava() throws Exception {
		Run run = run(Map.of("STUB_VERSION", "1.8.0_392"));
		assertThat(run.code()).isEqualTo(1);
		assertThat(run.printed()).isEqualTo("! Java 8 is too old: JDK 17 or newer is needed\n");
	}

	@Test
	void tellsTheLauncherWhereItWasCalled() throws Exception {
		run(Map.of());
		Run run = new Run(start(Map.of(), this.stubs, "send", "x y.json"));
		assertThat(run.code()).as(run.printed()).isZero();
		assertThat(arguments()).contains("-Dcinema.dev.caller=" + this.stubs, "-Dcinema.dev.folder=" + this.project,
				"send", "x y.json");
	}

	@Test
	void saysThatItsFolderCannotBeWritten() throws Exception {
		Run run = run(Map.of("CINEMA_DEV_RUN", "/proc/none"));
		assertThat(run.code()).isEqualTo(1);
		assertThat(run.printed()).startsWith("! /proc/none cannot be written").hasLineCount(1);
	}

	@Test
	void leavesAStackAloneThatRunsInItsFolder() throws Exception {
		Process running = new ProcessBuilder("sh", "-c", "sleep 60; :", "cinema.dev").start();
		try {
			Files.createDirectory(this.project.resolve(".run"));
			Files.writeString(this.project.resolve(".run/pids"), running.pid() + " 1 launcher\n");
			Run run = run(Map.of());
			assertThat(run.printed()).isEqualTo("! A stack is running here already; end it with ./run stop\n");
			assertThat(run.code()).isEqualTo(1);
			assertThat(builds()).isZero();
		}
		finally {
			running.descendants().forEach(ProcessHandle::destroy);
			running.destroy();
		}
	}

	@Test
	void buildsOnlyOnceAtATime() throws Exception {
		Process first = start(Map.of("STUB_MVN", "exec sleep 60"), this.project);
		await().until(() -> builds() == 1);
		Run second = run(Map.of());
		assertThat(second.code()).isEqualTo(1);
		assertThat(second.printed()).isEqualTo("! Another ./run builds here (process " + first.pid() + ")\n");
		signal(first, "TERM");
		assertThat(new Run(first).code()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "INT", "TERM", "HUP" })
	void endsTheBuildWhenItIsAskedTo(String signal) throws Exception {
		Process script = start(Map.of("STUB_MVN", "sleep 60; exit 0"), this.project);
		await().until(() -> builds() == 1);
		signal(script, signal);
		Run run = new Run(script);
		assertThat(run.code()).isZero();
		assertThat(run.printed()).doesNotContain("failed");
		assertNothingRuns();
	}

	@ParameterizedTest
	@ValueSource(strings = { "INT", "TERM", "HUP" })
	void asksTheLauncherToEndHoweverOftenItIsAskedItself(String signal) throws Exception {
		assumeFalse(signal.equals("HUP") && ignoresHangUps(), "skipped: whoever started the tests ignores SIGHUP");
		String launcher = "trap 'sleep 1; echo Stopped; exit 143' TERM; echo up; while :; do sleep 0.1; done";
		Process script = start(Map.of("STUB_JAVA", launcher), this.project);
		await().until(() -> arguments().contains("-jar"));
		TimeUnit.MILLISECONDS.sleep(500);
		signal(script, signal);
		signal(script, signal);
		Run run = new Run(script);
		assertThat(run.code()).as(run.printed()).isZero();
		assertThat(run.printed()).endsWith("Stopped\n");
		assertNothingRuns();
	}

	@Test
	void cleansUpAfterALauncherThatWasKilled() throws Exception {
		Run run = run(Map.of("STUB_JAVA", "kill -9 $$"));
		assertThat(run.code()).isEqualTo(137);
		assertThat(arguments()).endsWith("stop");
	}

	@Test
	void passesOnWhatTheLauncherEndsWith() throws Exception {
		assertThat(run(Map.of("STUB_JAVA", "exit 1")).code()).isEqualTo(1);
	}

	private void assertNothingRuns() {
		await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(Leftovers.of(this.folder)).isEmpty());
	}

	/** No shell can trap what it was told to ignore when it began, as by nohup. */
	private static boolean ignoresHangUps() throws IOException {
		Path status = Path.of("/proc/self/status");
		return Files.exists(status) && Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.anyMatch((line) -> Long.parseUnsignedLong(line.substring(7).strip(), 16) % 2 != 0);
	}

	private static void signal(Process process, String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
	}

	private long builds() throws IOException {
		return lines("mvn.log").count();
	}

	private List<String> arguments() throws IOException {
		return lines("java.log").toList();
	}

	private Stream<String> lines(String log) throws IOException {
		Path file = this.stubs.resolve(log);
		return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.of();
	}

	private Run run(Map<String, String> environment) throws Exception {
		return new Run(start(environment, this.project));
	}

	private Process start(Map<String, String> environment, Path from, String... words) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(
				Stream.concat(Stream.of(this.project.resolve("run").toString()), Arrays.stream(words)).toList());
		builder.environment().keySet().removeIf((name) -> name.startsWith("CINEMA_"));
		builder.environment().put("STUBS", this.stubs.toString());
		builder.environment().put("PATH", this.stubs + ":" + System.getenv("PATH"));
		builder.environment().putAll(environment);
		return builder.directory(from.toFile()).redirectErrorStream(true).start();
	}

	/** A run that has ended. */
	private record Run(String printed, int code) {

		Run(Process process) throws Exception {
			this(new String(process.getInputStream().readAllBytes()), process.waitFor());
		}

	}

}
