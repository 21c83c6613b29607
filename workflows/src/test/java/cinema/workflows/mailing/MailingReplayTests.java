package cinema.workflows.mailing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every mailing that ever ran has to run on under the workflows as they are now. */
class MailingReplayTests {

	private static final Path MAILINGS = Path.of("src/test/resources/histories/mailing");

	private static final Path PAGES = Path.of("src/test/resources/histories/page");

	static Stream<Path> mailings() throws IOException {
		return Files.list(MAILINGS).sorted();
	}

	static Stream<Path> pages() throws IOException {
		return Files.list(PAGES).sorted();
	}

	@ParameterizedTest
	@MethodSource("mailings")
	void replaysAMailing(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history), MailingWorkflowImpl.class);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void replaysAPage(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history), MailingPageWorkflowImpl.class);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void keepsAPageWithinItsBudget(Path history) throws IOException {
		assertThat(read(history).getEvents()).hasSizeLessThanOrEqualTo(60);
	}

	@Test
	void knowsAHistoryOfEveryScenario() throws IOException {
		try (Stream<Path> files = mailings()) {
			List<String> names = files.map((file) -> file.getFileName().toString()).toList();
			assertThat(MailingScenario.values()).allSatisfy((scenario) -> assertThat(names).anyMatch((name) -> name
				.endsWith("-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json")));
		}
	}

	private static WorkflowExecutionHistory read(Path history) throws IOException {
		return WorkflowExecutionHistory.fromJson(Files.readString(history));
	}

}
