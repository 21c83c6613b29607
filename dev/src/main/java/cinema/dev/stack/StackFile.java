package cinema.dev.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code .run/stack.json} for scripts, and {@code .run/pids} for whoever has to clean up
 * after a kill.
 */
public final class StackFile {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	private static final int LONGEST_STOP = 90;

	private StackFile() {
	}

	static void write(RunFolder folder, Places places) {
		try {
			Path fresh = folder.file("stack.json.new");
			RunFolder.writePrivately(fresh, JSON.writeValueAsString(places));
			Files.move(fresh, folder.file("stack.json"), StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw RunFolder.trouble(folder.file(""), ex);
		}
	}

	/** The running stack; nothing when none is up. */
	public static Optional<Places> read(RunFolder folder) {
		Path file = folder.file("stack.json");
		return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Places.class)) : Optional.empty();
	}

	/**
	 * Notes a process with the moment of its start, so that a later one with the same id
	 * is never taken for it.
	 */
	static void note(RunFolder folder, Map<String, Long> pids) {
		List<String> lines = new ArrayList<>();
		pids.forEach((name, pid) -> ProcessHandle.of(pid)
			.flatMap((process) -> process.info().startInstant())
			.ifPresent((start) -> lines.add(pid + " " + start.toEpochMilli() + " " + name)));
		try {
			Files.write(folder.file("pids"), lines);
		}
		catch (IOException ex) {
			throw RunFolder.trouble(folder.file(""), ex);
		}
	}

	static void forget(RunFolder folder) {
		try {
			Files.deleteIfExists(folder.file("stack.json"));
			Files.deleteIfExists(folder.file("pids"));
		}
		catch (IOException ex) {
			throw RunFolder.trouble(folder.file(""), ex);
		}
	}

	/** The processes of an earlier start that live on, by name. */
	static List<Map.Entry<String, ProcessHandle>> alive(RunFolder folder) {
		Path file = folder.file("pids");
		if (!Files.exists(file)) {
			return List.of();
		}
		try {
			List<Map.Entry<String, ProcessHandle>> alive = new ArrayList<>();
			for (String line : Files.readAllLines(file)) {
				String[] words = line.split(" ", 3);
				Instant start = Instant.ofEpochMilli(Long.parseLong(words[1]));
				ProcessHandle.of(Long.parseLong(words[0]))
					.filter((one) -> one.info().startInstant().map(start::equals).orElse(false))
					.ifPresent((one) -> alive.add(Map.entry(words[2], one)));
			}
			return alive;
		}
		catch (IOException ex) {
			throw RunFolder.trouble(folder.file(""), ex);
		}
	}

	/** Ends what a killed launcher left behind; refuses while a launcher lives. */
	static void sweep(RunFolder folder) {
		List<Map.Entry<String, ProcessHandle>> alive = alive(folder);
		if (alive.stream().anyMatch((one) -> one.getKey().equals("launcher"))) {
			throw new StackException("A stack is running here already; end it with ./run stop");
		}
		alive.forEach((one) -> {
			Console.say("  " + one.getKey() + " of an earlier run (pid " + one.getValue().pid() + ") is ended");
			end(one.getValue());
		});
		forget(folder);
	}

	/** {@code ./run stop}. */
	public static int stop(RunFolder folder) {
		List<Map.Entry<String, ProcessHandle>> alive = alive(folder);
		Optional<ProcessHandle> launcher = alive.stream()
			.filter((one) -> one.getKey().equals("launcher"))
			.map(Map.Entry::getValue)
			.findFirst();
		if (launcher.isPresent() && hasEnded(launcher.get())) {
			Console.say("Stopped.");
			return 0;
		}
		Console.say(alive.isEmpty() ? "Nothing is running here." : launcher.isPresent()
				? "The launcher does not end; cleaning up." : "The launcher was gone; cleaning up.");
		alive.forEach((one) -> end(one.getValue()));
		forget(folder);
		return 0;
	}

	private static boolean hasEnded(ProcessHandle launcher) {
		launcher.destroy();
		return !launcher.onExit().completeOnTimeout(launcher, LONGEST_STOP, TimeUnit.SECONDS).join().isAlive();
	}

	/** {@code ./run where}: what {@code stack.json} has, as variables of a shell. */
	public static int where(RunFolder folder) {
		Places places = read(folder)
			.orElseThrow(() -> new StackException("Nothing is running here; start it with ./run"));
		variables("", JSON.valueToTree(places));
		return 0;
	}

	private static void variables(String prefix, JsonNode node) {
		node.properties().forEach((field) -> {
			String name = prefix + field.getKey().replaceAll("\\W", "_");
			if (field.getValue().isObject()) {
				variables(name + "_", field.getValue());
			}
			else {
				Console.say(name + "='" + field.getValue().asString().replace("'", "'\\''") + "'");
			}
		});
	}

	private static void end(ProcessHandle process) {
		process.destroy();
		process.onExit().completeOnTimeout(process, 15, TimeUnit.SECONDS).join();
		process.destroyForcibly();
	}

}
