package cinema.orchestrator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A table is read and written by one package: what stands in SQL shows in no import.
 */
class TableOwnerTests {

	private static final Path MAIN = Path.of("src/main");

	/** The platform's is there too: it is written and read by {@code audit} alone. */
	private static final List<Path> SOURCES = List.of(MAIN.resolve("java"),
			Path.of("../platform/src/main/java/cinema/platform/audit"));

	private static final Pattern CREATE = Pattern.compile("create table (\\w+)");

	/** Of the version before, which may still run beside this one, and of a library. */
	private static final Set<String> LEFT = Set.of("staff_change", "spring_session", "spring_session_attributes");

	@Test
	void givesEachTableToOnePackage() {
		Map<String, Set<String>> owners = owners(sources());

		assertThat(owners).containsOnlyKeys(tables());
		owners.forEach((table, packages) -> assertThat(packages).as(table).hasSize(1));
	}

	@Test
	void seesWhoReadsTheTableOfAnother() {
		assertThat(owners(Map.of("journal", "update journal set state = ?", "page",
				"select one from page, journal\n where id = ?", "mailing", "delete from mailing_page")))
			.containsEntry("journal", Set.of("journal", "page"))
			.containsEntry("mailing_page", Set.of("mailing"));
	}

	private static Map<String, Set<String>> owners(Map<String, String> sources) {
		Map<String, Set<String>> owners = new TreeMap<>();
		for (String table : tables()) {
			Pattern use = Pattern.compile(
					"(\\b(from|into|update|join|using)\\s+(\\w+( \\w+)?,\\s*)*|Table\\(name = \")" + table + "\\b");
			sources.forEach((name, source) -> {
				if (use.matcher(source).find()) {
					owners.computeIfAbsent(table, (none) -> new TreeSet<>()).add(name);
				}
			});
		}
		return owners;
	}

	private static List<String> tables() {
		String migrations = files(MAIN.resolve("resources/db/migration")).stream()
			.map(TableOwnerTests::read)
			.collect(Collectors.joining());
		return CREATE.matcher(migrations)
			.results()
			.map((found) -> found.group(1))
			.filter((table) -> !LEFT.contains(table))
			.toList();
	}

	/** The sources of each package, in one text. */
	private static Map<String, String> sources() {
		Map<String, String> sources = new HashMap<>();
		SOURCES.stream()
			.flatMap((folder) -> files(folder).stream())
			.forEach((file) -> sources.merge(file.getParent().getFileName().toString(), read(file), String::concat));
		return sources;
	}

	private static List<Path> files(Path folder) {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
