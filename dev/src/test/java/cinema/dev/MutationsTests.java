package cinema.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import cinema.dev.machine.Console;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The patches that turn rules of order round stay good for the code as it is; whether a
 * test catches each is asked by the script itself, which takes long.
 */
@Timeout(60)
class MutationsTests {

	private static final Path FOLDER = Path.of("src", "test");

	@TempDir
	private Path project;

	@BeforeEach
	void needsTools() {
		for (String tool : List.of("bash", "git")) {
			boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
				.anyMatch((folder) -> Files.isExecutable(Path.of(folder, tool)));
			if (!there) {
				Console.say("SKIPPED: the mutations need " + tool);
				Assumptions.abort(tool + " is missing");
			}
		}
	}

	@Test
	void appliesEveryPatch() throws Exception {
		assertThat(check(FOLDER.toAbsolutePath())).isEqualTo("ended with 0");
	}

	@Test
	void namesAPatchThatIsGoodNoMore() throws Exception {
		Path folder = Files.createDirectories(this.project.resolve("dev/src/test/patches")).getParent();
		Files.copy(FOLDER.resolve("mutations"), folder.resolve("mutations"));
		Files.writeString(this.project.resolve("One.java"), "first\nchanged meanwhile\nlast\n");
		patch(folder, "good", "first");
		patch(folder, "rotten", "second");

		assertThat(check(folder)).contains("rotten")
			.contains("DOES NOT APPLY")
			.doesNotContain("good ")
			.endsWith("ended with 1");
	}

	private static void patch(Path folder, String name, String line) throws IOException {
		Files.writeString(folder.resolve("patches").resolve(name + ".patch"), """
				Rule: a line is there
				Module: one
				Tests: OneTests

				diff --git a/One.java b/One.java
				--- a/One.java
				+++ b/One.java
				@@ -1,2 +1,1 @@
				-%s
				 changed meanwhile
				""".formatted(line));
	}

	private static String check(Path folder) throws Exception {
		Process script = new ProcessBuilder("bash", folder.resolve("mutations").toString(), "--check")
			.redirectErrorStream(true)
			.start();
		String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
		return printed + "ended with " + script.exitValue();
	}

}
