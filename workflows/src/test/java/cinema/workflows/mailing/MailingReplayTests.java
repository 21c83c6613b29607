package cinema.workflows.mailing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import cinema.workflows.page.MailingControl;
import cinema.workflows.page.MailingPageWorkflow;
import cinema.workflows.page.MailingPageWorkflowImpl;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTask;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** Every mailing that ever ran has to run on under the workflows as they are now. */
class MailingReplayTests {

	private static final Path MAILINGS = Path.of("src/test/resources/histories/mailing");

	private static final Path PAGES = Path.of("src/test/resources/histories/page");

	private static final String PAGE = MailingScene.ID + "/page/1";

	static Stream<Path> mailings() throws IOException {
		return Files.list(MAILINGS).sorted();
	}

	static Stream<Path> pages() throws IOException {
		return Files.list(PAGES).sorted();
	}

	@ParameterizedTest
	@MethodSource("mailings")
	void replaysAMailing(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history, MailingScene.ID), MailingWorkflowImpl.class);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void replaysAPage(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(read(history, PAGE), MailingPageWorkflowImpl.class);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void keepsAPageWithinItsBudget(Path history) throws IOException {
		// An earlier version counted what it knew, and set the same timer anew.
		int most = history.endsWith("v5-paused-by-itself.json") ? 67
				// Tried forty times, of which each is a question to the journal.
				: history.endsWith("v8-deferred-for-a-day.json") ? 600 : 60;
		assertThat(read(history, PAGE).getEvents()).hasSizeLessThanOrEqualTo(most);
	}

	@ParameterizedTest
	@MethodSource("pages")
	void noticesAnIncompatibleChange(Path history) throws IOException {
		WorkflowExecutionHistory recorded = read(history, PAGE);
		assertThatException()
			.isThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(recorded, SleepsBeforeItSends.class));
	}

	@Test
	void knowsAHistoryOfEveryScenario() throws IOException {
		try (Stream<Path> files = mailings()) {
			List<String> names = files.map((file) -> file.getFileName().toString()).toList();
			assertThat(MailingScenario.values()).allSatisfy((scenario) -> assertThat(names).anyMatch((name) -> name
				.endsWith("-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json")));
		}
	}

	/** With its id, of which the ids of its pages are made. */
	private static WorkflowExecutionHistory read(Path history, String workflowId) throws IOException {
		return WorkflowExecutionHistory.fromJson(Files.readString(history), workflowId);
	}

	/** The same page with one timer more at its beginning. */
	public static class SleepsBeforeItSends implements MailingPageWorkflow {

		private final MailingPageWorkflowImpl unchanged;

		@WorkflowInit
		public SleepsBeforeItSends(PageTask page) {
			this.unchanged = new MailingPageWorkflowImpl(page);
		}

		@Override
		public PageReport send(PageTask page) {
			Workflow.sleep(Duration.ofSeconds(1));
			return this.unchanged.send(page);
		}

		@Override
		public void settle() {
			this.unchanged.settle();
		}

		@Override
		public void control(MailingControl control) {
			this.unchanged.control(control);
		}

	}

}
