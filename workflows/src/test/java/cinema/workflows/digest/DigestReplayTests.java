package cinema.workflows.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Every digest that ever ran has to run on under the workflow as it is now. */
class DigestReplayTests {

	private static final Path HISTORIES = Path.of("src/test/resources/histories/digest");

	static Stream<Path> histories() throws IOException {
		return Files.list(HISTORIES).sorted();
	}

	@ParameterizedTest
	@MethodSource("histories")
	void replays(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history), DigestWorkflowImpl.class);
	}

	@ParameterizedTest
	@MethodSource("histories")
	void noticesAnIncompatibleChange(Path history) throws IOException {
		WorkflowExecutionHistory recorded = read(history);
		assertThatException()
			.isThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(recorded, SleepsBeforeItLooks.class));
	}

	@Test
	void knowsAHistoryOfEveryScenario() throws IOException {
		try (Stream<Path> files = histories()) {
			List<String> names = files.map((file) -> file.getFileName().toString()).toList();
			assertThat(DigestScenario.values()).allSatisfy((scenario) -> assertThat(names).anyMatch((name) -> name
				.endsWith("-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json")));
		}
	}

	private static WorkflowExecutionHistory read(Path history) throws IOException {
		return WorkflowExecutionHistory.fromJson(Files.readString(history));
	}

	/** What nobody may ever do without a version. */
	public static class SleepsBeforeItLooks implements DigestWorkflow {

		private final DigestWorkflowImpl unchanged = new DigestWorkflowImpl();

		@Override
		public void collect(Digest digest) {
			Workflow.sleep(Duration.ofSeconds(1));
			this.unchanged.collect(digest);
		}

		@Override
		public void collected(Instant closes) {
			this.unchanged.collected(closes);
		}

		@Override
		public void reread() {
			this.unchanged.reread();
		}

	}

}
