package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.OwnProcess;
import org.jspecify.annotations.Nullable;

/** The {@code temporal} command: installed, kept from before, or built with Go. */
final class TemporalBinary {

	private TemporalBinary() {
	}

	private static Path kept(Map<String, String> environment) {
		String cache = environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("HOME", ".") + "/.cache");
		return Path.of(cache, "cinema-notifications");
	}

	static @Nullable Path find(Map<String, String> environment) {
		List<Path> places = new ArrayList<>();
		for (String one : environment.getOrDefault("PATH", "").split(":")) {
			places.add(Path.of(one, "temporal"));
		}
		places.add(kept(environment).resolve("temporal"));
		return places.stream()
			.filter(Files::isExecutable)
			.filter((one) -> !Files.isDirectory(one))
			.findFirst()
			.orElse(null);
	}

	static @Nullable Path build(Map<String, String> environment, RunFolder folder) {
		Path kept = kept(environment);
		boolean hasGo = List.of(environment.getOrDefault("PATH", "").split(":"))
			.stream()
			.anyMatch((one) -> Files.isExecutable(Path.of(one, "go")));
		if (!hasGo) {
			return null;
		}
		Console.say("  temporal   building the dev server with Go, once, about 3 minutes");
		try {
			Files.createDirectories(kept);
		}
		catch (IOException ex) {
			return null;
		}
		OwnProcess go = OwnProcess.start(List.of("go", "install", "github.com/temporalio/cli/cmd/temporal@v1.5.1"),
				Map.of("GOBIN", kept.toString()), folder.log("temporal-build"));
		try {
			return (go.awaitEnd() == 0) ? kept.resolve("temporal") : null;
		}
		catch (InterruptedException ex) {
			go.end(5);
			Thread.currentThread().interrupt();
			throw new StackException("interrupted", ex);
		}
	}

}
