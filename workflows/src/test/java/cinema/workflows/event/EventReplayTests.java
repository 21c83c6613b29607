package cinema.workflows.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import cinema.workflows.contract.Receipt;
import cinema.workflows.plan.Event;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Everything that ever ran has to run on under the workflow as it is now. */
class EventReplayTests {

	private static final Path HISTORIES = Path.of("src/test/resources/histories/event");

	static Stream<Path> histories() throws IOException {
		return Files.list(HISTORIES).sorted();
	}

	@ParameterizedTest
	@MethodSource("histories")
	void replays(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history), EventWorkflowImpl.class);
	}

	@ParameterizedTest
	@MethodSource("histories")
	void noticesAnIncompatibleChange(Path history) throws IOException {
		WorkflowExecutionHistory recorded = read(history);
		assertThatException()
			.isThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(recorded, SleepsBeforeItPlans.class));
	}

	/** How a change of shape reaches events that are held for days. */
	@ParameterizedTest
	@MethodSource("histories")
	void replaysUnderAWorkflowThatChangedByAVersion(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history), SleepsByAVersion.class);
	}

	@Test
	void knowsAHistoryOfEveryScenario() throws IOException {
		try (Stream<Path> files = histories()) {
			List<String> names = files.map((file) -> file.getFileName().toString()).toList();
			assertThat(EventScenario.values()).allSatisfy((scenario) -> assertThat(names).anyMatch((name) -> name
				.endsWith("-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json")));
		}
	}

	private static WorkflowExecutionHistory read(Path history) throws IOException {
		return WorkflowExecutionHistory.fromJson(Files.readString(history));
	}

	/**
	 * The same workflow with one timer more at its beginning: what nobody may ever do
	 * without a version.
	 */
	public static class SleepsBeforeItPlans extends Changed {

		@Override
		void beginDifferently() {
			Workflow.sleep(Duration.ofSeconds(1));
		}

	}

	/** The same timer, for events that start from now on only. */
	public static class SleepsByAVersion extends Changed {

		@Override
		void beginDifferently() {
			if (Workflow.getVersion("sleep-before-plan", Workflow.DEFAULT_VERSION, 1) == 1) {
				Workflow.sleep(Duration.ofSeconds(1));
			}
		}

	}

	/** Something else first, and then the workflow as it is. */
	abstract static class Changed implements EventWorkflow {

		private final EventWorkflowImpl unchanged = new EventWorkflowImpl();

		abstract void beginDifferently();

		@Override
		public EventOutcome tell(Event event) {
			beginDifferently();
			return this.unchanged.tell(event);
		}

		@Override
		public void acknowledge(List<Receipt> receipts) {
			this.unchanged.acknowledge(receipts);
		}

		@Override
		public void reread() {
			this.unchanged.reread();
		}

		@Override
		public EventProgress cancel(String reason, String by) {
			return this.unchanged.cancel(reason, by);
		}

		@Override
		public void validateCancel(String reason, String by) {
			this.unchanged.validateCancel(reason, by);
		}

		@Override
		public EventProgress reschedule(Instant moment, String by) {
			return this.unchanged.reschedule(moment, by);
		}

		@Override
		public void validateReschedule(Instant moment, String by) {
			this.unchanged.validateReschedule(moment, by);
		}

		@Override
		public EventProgress progress() {
			return this.unchanged.progress();
		}

	}

}
