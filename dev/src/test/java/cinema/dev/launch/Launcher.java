package cinema.dev.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import cinema.dev.Main;
import cinema.dev.machine.RunFolder;
import cinema.dev.stack.Places;
import cinema.dev.stack.StackFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The launcher of a project as a process of its own, as the script starts it. */
final class Launcher {

	private final Path project;

	private final Path output;

	private final Process process;

	Launcher(Path project, Map<String, String> environment, String... words) throws IOException {
		this.project = project;
		this.output = Files.createTempFile(project, "launcher", ".out");
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx768m",
						"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						"-Dcinema.dev.folder=" + project, "-Dcinema.dev.caller=" + project,
						"-Dcinema.dev.logs=" + project.resolve(".run/logs"), Main.class.getName()));
		command.addAll(List.of(words));
		ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
		builder.environment().keySet().removeIf((name) -> name.startsWith("CINEMA_") || name.startsWith("SPRING_"));
		builder.environment().put("LC_ALL", "C.UTF-8");
		builder.environment().putAll(environment);
		this.process = builder.redirectErrorStream(true).redirectOutput(this.output.toFile()).start();
	}

	/** Returns when this was printed; an end before that is a failure. */
	Launcher awaitLine(String text) {
		await().atMost(Duration.ofMinutes(6)).pollInterval(Duration.ofMillis(200)).until(() -> {
			boolean printed = printed().contains(text);
			assertThat(printed || this.process.isAlive()).as(printed()).isTrue();
			return printed;
		});
		return this;
	}

	/** Its exit code. */
	int awaitEnd() throws InterruptedException {
		return this.process.waitFor();
	}

	Process process() {
		return this.process;
	}

	String printed() throws IOException {
		return Files.readString(this.output);
	}

	Places places() {
		return StackFile.read(new RunFolder(this.project)).orElseThrow();
	}

}
