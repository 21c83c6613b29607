package cinema.dev.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LinksTests {

	@Test
	void leadSomewhere() {
		assertThat(Document.all().stream().flatMap((document) -> new Links(document).broken().stream())).isEmpty();
	}

	/** From the README on, by itself or by the folder that it lies in. */
	@Test
	void leadToEveryDocument() {
		Set<Path> linked = Document.all()
			.stream()
			.flatMap((document) -> new Links(document).files().stream())
			.collect(Collectors.toSet());
		assertThat(Document.all()).extracting((document) -> Document.PROJECT.resolve(document.name()))
			.filteredOn((file) -> !file.endsWith("README.md"))
			.allSatisfy((file) -> assertThat(linked).containsAnyOf(file, file.getParent()));
	}

	/** And a new folder has to say what it is for. */
	@Test
	void leadPastEveryFolderAtTheTop() throws IOException {
		String page = text(Document.read(Document.PROJECT.resolve("docs/architecture.md")));
		try (Stream<Path> top = Files.list(Document.PROJECT)) {
			assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(page).results().map((row) -> row.group(1)))
				.containsExactlyInAnyOrderElementsOf(top.filter(Files::isDirectory)
					.map((folder) -> folder.getFileName().toString())
					.filter((name) -> !name.startsWith(".") && !name.equals("target"))
					.toList());
		}
	}

	@Test
	void leaveTheReadmeShort() {
		assertThat(text(Document.read(Document.PROJECT.resolve("README.md"))).lines().count()).isLessThanOrEqualTo(150);
	}

	/** Where Kafka's image has its scripts is the same on every machine. */
	@Test
	void nameNoPlaceOfOneMachine() {
		assertThat(Document.all()).allSatisfy((document) -> assertThat(text(document)).as(document.name())
			.doesNotContainPattern("(?<![\\w.>])/(home|Users|root|work|tmp|opt(?!/kafka/))/|[A-Z]:\\\\"));
	}

	@Test
	void areFoundWhereTheyLeadNowhere() {
		String text = """
				# What *is* `x.y`, and why?
				## Twice
				## Twice
				[one](#what-is-xy-and-why) [two](#twice-1) [three](#thrice) [four](nowhere.md) [five](pom.xml)
				[six](docs/auth.md#tokens) [seven](docs/auth.md#no-tokens) [eight](/etc/hosts) [nine](file:///x)
				[ten](https://example.com/none) [eleven](../pom.xml) ![twelve](none.png)
				""";
		assertThat(new Links(Document.of("README.md", text)).broken())
			.isEqualTo(Stream
				.of("#thrice has no such heading", "nowhere.md is not there",
						"docs/auth.md#no-tokens has no such heading", "/etc/hosts is no place in the project",
						"file:///x is no place in the project", "../pom.xml is not there", "none.png is not there")
				.map((fault) -> "README.md: " + fault)
				.toList());
	}

	@Test
	void nameClassesThatAreThere() {
		assertThat(Document.all().stream().flatMap((document) -> new ClassNames(document).wrong().stream())).isEmpty();
	}

	@Test
	void areFoundWhereTheyNameNoClass() {
		String text = """
				`LinksTests`, EventWorkflow and `cinema.dev.Main` are there, NoSuchTests, `GoneWorkflow` and `cinema.dev.None` are not.
				[Mailbox](x/Mailbox.java) [Letters](x/Letter.java)
				```sh skip: a sample
				mvn -Dtest=OtherTests
				```
				""";
		assertThat(new ClassNames(Document.of("README.md", text)).wrong()).isEqualTo(Stream
			.of("GoneWorkflow", "Letters leads to x/Letter.java", "NoSuchTests", "OtherTests", "cinema.dev.None")
			.map((fault) -> "README.md: " + fault)
			.toList());
	}

	private static String text(Document document) {
		try {
			return Files.readString(Document.PROJECT.resolve(document.name()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
