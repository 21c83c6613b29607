package cinema.dev.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program of the version before runs on the tables of this one: docs/upgrading.md.
 */
class MigrationRulesTests {

	/**
	 * The last of each application that no released version was before.
	 */
	private static final Map<String, Integer> FREE = Map.of("auth", 35, "orchestrator", 27, "worker", 14);

	private static final String SHRINKS = "-- shrinks, unused since ";

	private static final List<Pattern> FORBIDDEN = Stream
		.of("\\bdrop (table|column|view|type|function)\\b", "\\brename (to|column|constraint)\\b",
				"\\balter (column )?\\w+ (set data )?type\\b", "\\bset not null\\b",
				"\\badd column (?![^,;]*\\bdefault\\b)[^,;]*\\bnot null\\b", "\\btruncate\\b")
		.map(Pattern::compile)
		.toList();

	@ParameterizedTest
	@ValueSource(strings = { "auth", "orchestrator", "worker" })
	void onlyGrowsTablesThatAnOlderProgramUses(String application) throws IOException {
		Path folder = Document.PROJECT.resolve(application + "/src/main/resources/db/migration");
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter((one) -> one.toString().endsWith(".sql")).toList()) {
				int version = Integer.parseInt(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
				if (version > FREE.getOrDefault(application, 0)) {
					assertThat(faults(Files.readString(file))).as(file.toString()).isEmpty();
				}
			}
		}
	}

	@Test
	void findsWhatAnOlderProgramWouldStumbleOver() {
		assertThat(faults("alter table users drop column phone;")).isNotEmpty();
		assertThat(faults("alter table users rename column phone to mobile;")).isNotEmpty();
		assertThat(faults("alter table users alter column phone set not null;")).isNotEmpty();
		assertThat(faults("alter table users add column phone text not null;")).isNotEmpty();
		assertThat(faults("alter table users alter phone type bigint;")).isNotEmpty();
		assertThat(faults("alter table users add column phone text not null default '';")).isEmpty();
		assertThat(faults("alter table users add column phone text default '' not null;")).isEmpty();
		assertThat(faults("create table phones (phone text not null); drop index old_phones;")).isEmpty();
		assertThat(faults(SHRINKS + "1.1.0\nalter table users drop column phone;")).isEmpty();
	}

	private static List<String> faults(String migration) {
		if (migration.startsWith(SHRINKS)) {
			return List.of();
		}
		String sql = migration.replaceAll("--.*", "").toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
		return FORBIDDEN.stream().flatMap((one) -> one.matcher(sql).results().map((found) -> found.group())).toList();
	}

}
