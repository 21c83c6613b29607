package cinema.dev.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import cinema.dev.stack.Places;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** What operators are told to copy is understood by PostgreSQL and Temporal. */
@Timeout(300)
class RunbookTests {

	private static final Pattern SQL = Pattern.compile("(?m)^sql (\\w+) -c \"(select [^\"]+)\"$");

	private static final Pattern QUERY = Pattern.compile("(?m)^temporal workflow .*--query \"([^\"]+)\"");

	private final Places places = RunningStack.get().places();

	@Test
	void asksTheDatabasesWhatTheyKnow() throws Exception {
		List<MatchResult> questions = found(SQL);

		assertThat(questions).hasSizeGreaterThan(8).allSatisfy((question) -> {
			String url = this.places.database(question.group(1));
			try (Connection connection = DriverManager.getConnection(url);
					Statement statement = connection.createStatement()) {
				assertThatNoException().isThrownBy(() -> statement.execute("explain " + question.group(2)));
			}
		});
	}

	@Test
	void asksTemporalWhatItCanSearch() throws Exception {
		List<MatchResult> questions = found(QUERY);

		try (Workflows workflows = new Workflows(this.places)) {
			assertThat(questions).hasSizeGreaterThan(4)
				.allSatisfy((question) -> assertThatNoException().isThrownBy(() -> workflows.list(question.group(1))));
		}
	}

	private static List<MatchResult> found(Pattern pattern) throws Exception {
		return pattern.matcher(Files.readString(Path.of("../docs/operations.md"))).results().toList();
	}

}
