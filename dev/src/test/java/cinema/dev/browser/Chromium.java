package cinema.dev.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import cinema.dev.machine.Console;
import org.junit.jupiter.api.Assumptions;

/**
 * The installed browser and its driver: {@code CHROME_BIN} and {@code CHROMEDRIVER_BIN},
 * else from the {@code PATH}.
 */
record Chromium(Path binary, Path driver) {

	/** Skips the test where there is none. */
	static Chromium orSkip() {
		Optional<Path> binary = find("CHROME_BIN", "chromium", "chromium-browser", "google-chrome");
		Optional<Path> driver = find("CHROMEDRIVER_BIN", "chromedriver");
		if (binary.isEmpty() || driver.isEmpty()) {
			Console.say("SKIPPED: the tests in a browser need chromium and chromedriver (chromium-driver)");
			Assumptions.abort("no chromium or no chromedriver");
		}
		return new Chromium(binary.orElseThrow(), driver.orElseThrow());
	}

	private static Optional<Path> find(String variable, String... names) {
		String given = System.getenv(variable);
		return (given != null) ? Optional.of(Path.of(given)).filter(Files::isExecutable)
				: Stream.of(names).flatMap(Chromium::onPath).filter(Files::isExecutable).findFirst();
	}

	private static Stream<Path> onPath(String name) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.map((folder) -> Path.of(folder, name));
	}

}
