package cinema.dev.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs of others that tests use where they are installed. */
public final class Tool {

	private Tool() {
	}

	/** Where programs are kept that were built once. */
	public static Path kept(String name) {
		String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getenv().get("HOME") + "/.cache");
		return Path.of(cache, "cinema-notifications", name);
	}

	/** The first of these that is there, or the end of a test that needs it. */
	public static Path find(String what, Path... places) {
		for (Path place : places) {
			if (Files.isExecutable(place)) {
				return place;
			}
		}
		Console.say("SKIPPED: this test needs " + what + "; .ci/run tells how to install it");
		Assumptions.abort(what + " is missing");
		throw new IllegalStateException("never reached");
	}

	public static Path onPath(String name) {
		for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
			if (Files.isExecutable(Path.of(folder, name))) {
				return Path.of(folder, name);
			}
		}
		return Path.of(name).toAbsolutePath();
	}

	/**
	 * A command with this environment and nothing else of ours but where programs are.
	 */
	static List<String> alone(Map<String, String> environment, List<String> command) {
		List<String> whole = new ArrayList<>(List.of("env", "-i", "PATH=" + System.getenv("PATH"),
				"HOME=" + System.getProperty("java.io.tmpdir"), "TZ=UTC"));
		environment.forEach((name, value) -> whole.add(name + "=" + value));
		whole.addAll(command);
		return whole;
	}

	/** Runs a command to its end and returns what it printed. */
	public static String run(List<String> command, Path folder, int wanted) throws Exception {
		return run(command, folder, wanted, Duration.ofMinutes(2));
	}

	/**
	 * Runs a command to its end and returns what it printed.
	 * @param longest when it is given up
	 */
	static String run(List<String> command, Path folder, int wanted, Duration longest) throws Exception {
		Path output = Files.createTempFile("output", ".txt");
		Process process = new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		boolean ended = process.waitFor(longest.toSeconds(), TimeUnit.SECONDS);
		if (!ended) {
			process.destroyForcibly();
		}
		String printed = Files.readString(output);
		Files.delete(output);
		assertThat(ended).as("%s ends; it printed %s", command.get(0), printed).isTrue();
		assertThat(process.exitValue()).as(printed).isEqualTo(wanted);
		return printed;
	}

}
