package cinema.dev.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.process.Readiness;

/**
 * An application that somebody else starts, from their IDE or by hand, with what it has
 * to know for that.
 */
final class LeftOut {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@,=+-]*");

	private static final Map<String, String> MAIN = Map.of("auth", "cinema.auth.AuthApplication", "orchestrator",
			"cinema.orchestrator.OrchestratorApplication", "worker", "cinema.worker.WorkerApplication");

	private final RunFolder folder;

	private final String name;

	private final int port;

	private final Map<String, String> settings;

	LeftOut(RunFolder folder, String name, int port, Map<String, String> settings) {
		this.folder = folder;
		this.name = name;
		this.port = port;
		this.settings = settings;
	}

	/**
	 * Writes its environment, for shells and editors, and a run configuration of
	 * IntelliJ.
	 */
	void write() {
		try {
			RunFolder.writePrivately(environmentFile(), lines() + "\n");
			RunFolder.writePrivately(configurationFile(), configuration());
		}
		catch (IOException ex) {
			throw RunFolder.trouble(this.folder.file(""), ex);
		}
	}

	private Path environmentFile() {
		return this.folder.file(this.name + ".env");
	}

	private Path configurationFile() {
		return this.folder.file(this.name + ".run.xml");
	}

	private String lines() {
		return this.settings.entrySet().stream().map(LeftOut::line).collect(Collectors.joining("\n"));
	}

	private static String line(Entry<String, String> setting) {
		String value = setting.getValue();
		return setting.getKey() + "="
				+ (PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'");
	}

	private String configuration() {
		String variables = this.settings.entrySet()
			.stream()
			.map((one) -> "      <env name=\"" + xml(one.getKey()) + "\" value=\"" + xml(one.getValue()) + "\" />")
			.collect(Collectors.joining("\n"));
		return """
				<component name="ProjectRunConfigurationManager">
				  <configuration default="false" name="%1$s beside ./run" type="Application" factoryName="Application">
				    <option name="MAIN_CLASS_NAME" value="%2$s" />
				    <module name="%1$s" />
				    <envs>
				%3$s
				    </envs>
				    <method v="2">
				      <option name="Make" enabled="true" />
				    </method>
				  </configuration>
				</component>
				""".formatted(this.name, MAIN.get(this.name), variables);
	}

	private static String xml(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
	}

	/** How to start it, for the terminal. */
	String describe() {
		return """

				%1$s is yours to start, on port %2$s. Its environment is in %3$s:

				%4$s

				  IntelliJ: the run configuration "%1$s beside ./run" (%5$s)
				  shell:    set -a; . %6$s; set +a; java -jar %7$s""".formatted(this.name, this.port, environmentFile(),
				lines().indent(2).stripTrailing(), configurationFile(), quoted(environmentFile()),
				quoted(this.folder.jar(this.name)));
	}

	private static String quoted(Path path) {
		return line(Map.entry("", path.toString())).substring(1);
	}

	/** Returns when somebody has started it. */
	void awaitReady() throws InterruptedException {
		Console.say("\nWaiting for " + this.name + " on port " + this.port);
		Readiness readiness = new Readiness(this.port);
		while (!readiness.isThere()) {
			TimeUnit.MILLISECONDS.sleep(500);
		}
		Console.say("  " + this.name + " is up");
	}

}
