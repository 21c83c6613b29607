package cinema.dev.document;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import cinema.dev.endtoend.RunningStack;
import cinema.dev.machine.Console;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** README and docs do what they say. */
class DocumentTests {

	private static final Path WORK = Path.of("target/documents").toAbsolutePath();

	@Test
	void sayOfEveryBlockWhatBecomesOfIt() {
		List<String> faults = new ArrayList<>();
		for (Document document : Document.all()) {
			Block before = null;
			for (Block block : document.blocks()) {
				block.fault(before).ifPresent((fault) -> faults.add(block.place() + ": " + fault));
				before = block;
			}
		}
		assertThat(faults).isEmpty();
	}

	@Test
	void nameOnlyWordsThatTheLauncherKnows() throws Exception {
		Path folder = ProjectFolder.make(WORK.resolve("help"), RunningStack.FOLDER);
		try (Shell shell = new Shell(folder, WORK.resolve("helping"))) {
			Block help = Document.of("help", "```sh run\n./run --help\n```").blocks().get(0);
			String usage = shell.run(help, Duration.ofSeconds(30)).output();
			assertThat(Document.all()).allSatisfy((document) -> assertThat(words(document)).as(document.name())
				.allSatisfy((word) -> assertThat(usage).containsPattern("(?<![\\w-])" + word + "(?![\\w-])")));
			assertThat(usage).contains("./run stop");
		}
	}

	/** What stands behind {@code ./run}: a word, and options. */
	private static Set<String> words(Document document) {
		Set<String> words = new TreeSet<>();
		for (String command : document.inline()) {
			if (command.startsWith("./run ")) {
				List<String> all = List.of(command.substring(6).split(" "));
				words.add(all.get(0));
				all.stream().filter((word) -> word.startsWith("--")).forEach(words::add);
			}
		}
		words.remove("--help");
		return words;
	}

	@TestFactory
	Stream<DynamicTest> doWhatTheySay() throws Exception {
		Stack stack = RunningStack.get();
		boolean schedules = !stack.places().kinds().get("temporal").equals("test-server");
		if (!schedules) {
			Console.say("SKIPPED: what documents say of schedules, which the SDK's test server has not");
		}
		Path folder = ProjectFolder.make(WORK.resolve("project"), RunningStack.FOLDER);
		Walk walk = new Walk(folder, WORK.resolve("work"), Duration.ofSeconds(60), schedules);
		return Document.all()
			.stream()
			.filter((document) -> document.blocks().stream().anyMatch(Block::isRun))
			.map((document) -> DynamicTest.dynamicTest(document.name(), () -> walk.through(document)));
	}

}
