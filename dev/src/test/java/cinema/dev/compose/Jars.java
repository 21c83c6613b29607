package cinema.dev.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import cinema.dev.machine.Console;
import org.junit.jupiter.api.Assumptions;

/** The applications as they are shipped. */
public final class Jars {

	private Jars() {
	}

	/** The jar of an application, or the end of a test that has none. */
	public static Path of(String application) {
		Path jar = ComposeFile.PROJECT.resolve(application + "/target/" + application + "-1.0.0-SNAPSHOT.jar");
		if (!Files.exists(jar)) {
			Console.say("SKIPPED: this test needs the jar of " + application + ": mvn verify makes it");
			Assumptions.abort(application + " is not packaged");
		}
		return jar;
	}

	/** The environment that the compose file gives an application. */
	public static Map<String, String> composed(String application) {
		Map<String, String> variables = new TreeMap<>();
		ComposeFile.variables().keySet().forEach((name) -> variables.put(name, name));
		return ComposeFile.with(variables).environment(application);
	}

}
