package cinema.workflows.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import cinema.workflows.SearchAttributes;
import cinema.workflows.ShownOutcome;
import cinema.workflows.TaskQueues;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ScheduledMailingWorkflowTests {

	private static final Path HISTORIES = Path.of("src/test/resources/histories/schedule");

	private static final ScheduledMailing FRIDAY = new ScheduledMailing("friday", "{}", "Europe/Moscow", null,
			Duration.ofHours(1));

	private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions
		.newBuilder()
		.registerSearchAttribute(SearchAttributes.OUTCOME.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
		.registerSearchAttribute(SearchAttributes.MAILING_ID.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
		.build());

	private final FakeActivities fakes = new FakeActivities();

	@AfterEach
	void close() {
		this.temporal.close();
	}

	static Stream<Path> histories() throws IOException {
		return Files.list(HISTORIES).sorted();
	}

	@Test
	void endsWithItsMailing() throws IOException {
		this.fakes.stages.addAll(List.of(MailingStage.NOT_BEGUN, MailingStage.UNDERWAY, MailingStage.ENDED));

		assertThat(run("ended")).isEqualTo("friday.1");

		assertThat(this.fakes.announced).hasSize(1);
		assertThat(this.fakes.looking()).isBetween(Duration.ofSeconds(210), Duration.ofSeconds(240));
		assertThat(outcome("ended")).containsExactly("ANNOUNCED");
		record("ended");
	}

	@Test
	void waitsForNoMailingThatNeverBegins() throws IOException {
		assertThat(run("not-begun")).isEqualTo("friday.1");

		assertThat(this.fakes.looking()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(40));
		record("not-begun");
	}

	@Test
	void failsVisiblyWhenItsOrderIsRefused() throws IOException {
		this.fakes.refusal = "receivers: no service of that name";

		assertThatThrownBy(() -> run("refused")).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("receivers: no service of that name");
		assertThat(outcome("refused")).containsExactly("FAILED");
		record("refused");
	}

	@Test
	void failsVisiblyWhenNobodyCouldAnnounceItInTime() throws IOException {
		this.fakes.trouble = "Kafka does not answer at the moment";

		assertThatThrownBy(() -> run("late")).isInstanceOf(WorkflowFailedException.class)
			.hasStackTraceContaining("SCHEDULE_LATE")
			.hasStackTraceContaining("could not be announced within its catch-up window PT1H");
		assertThat(this.fakes.announced).isEmpty();
		assertThat(outcome("late")).containsExactly("FAILED");
		record("late");
	}

	@Test
	void announcesNothingThatNobodyTookUpInTime() throws Exception {
		ScheduledMailingWorkflow workflow = workflow("taken-up-late");
		// While something waits to be taken up, the server's clock goes at the common
		// pace.
		WorkflowClient.start(workflow::announce,
				new ScheduledMailing("friday", "{}", "Europe/Moscow", null, Duration.ofMillis(500)));
		TimeUnit.SECONDS.sleep(1);
		host();

		assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(String.class))
			.hasStackTraceContaining("SCHEDULE_LATE");
		assertThat(this.fakes.announced).isEmpty();
		record("taken-up-late");
	}

	@Test
	void cancelsItsMailingWhenAnotherFiringTakesItsPlace() throws IOException {
		this.fakes.stages.addAll(List.of(MailingStage.UNDERWAY, MailingStage.NOT_BEGUN, MailingStage.UNDERWAY));
		host();
		ScheduledMailingWorkflow workflow = workflow("replaced");
		WorkflowClient.start(workflow::announce, FRIDAY);
		this.temporal.sleep(Duration.ofSeconds(40));

		WorkflowStub.fromTyped(workflow).cancel();

		assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(String.class))
			.hasCauseInstanceOf(CanceledFailure.class);
		assertThat(this.fakes.cancelled).containsExactly("the next firing of its schedule takes its place",
				"the next firing of its schedule takes its place");
		assertThat(outcome("replaced")).containsExactly("CANCELLED");
		record("replaced");
	}

	@Test
	void announcesBeforeItIsCancelled() {
		this.fakes.stages.add(MailingStage.UNDERWAY);
		ScheduledMailingWorkflow workflow = workflow("cancelled-at-once");
		WorkflowClient.start(workflow::announce, FRIDAY);
		WorkflowStub.fromTyped(workflow).cancel();
		host();

		assertThatThrownBy(() -> WorkflowStub.fromTyped(workflow).getResult(String.class))
			.hasCauseInstanceOf(CanceledFailure.class);
		assertThat(this.fakes.announced).hasSize(1);
		assertThat(this.fakes.cancelled).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("histories")
	void replays(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(Files.readString(history), ScheduledMailingWorkflowImpl.class);
	}

	private String run(String id) {
		host();
		return workflow(id).announce(FRIDAY);
	}

	private void host() {
		var worker = this.temporal.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(ScheduledMailingWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.temporal.start();
	}

	private ScheduledMailingWorkflow workflow(String id) {
		return this.temporal.getWorkflowClient()
			.newWorkflowStub(ScheduledMailingWorkflow.class,
					WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.NOTIFICATIONS).build());
	}

	/** Only with {@code -Drecord=v1}, and only what is not there. */
	private void record(String id) throws IOException {
		String version = System.getProperty("record", "");
		Path file = HISTORIES.resolve(version + "-" + id + ".json");
		if (!version.isEmpty() && !Files.exists(file)) {
			Files.createDirectories(HISTORIES);
			Files.writeString(file, history(id).toJson(true) + "\n");
		}
	}

	private List<String> outcome(String id) {
		return ShownOutcome.of(history(id));
	}

	private WorkflowExecutionHistory history(String id) {
		return this.temporal.getWorkflowExecutionHistory(WorkflowExecution.newBuilder().setWorkflowId(id).build());
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.temporal.currentTimeMillis());
	}

	private final class FakeActivities implements ScheduleActivities {

		private final List<ScheduledMailing> announced = new ArrayList<>();

		private final Deque<MailingStage> stages = new ArrayDeque<>();

		private final List<String> cancelled = new ArrayList<>();

		private String refusal = "";

		private String trouble = "";

		private Instant announcedAt = Instant.EPOCH;

		private Instant lookedAt = Instant.EPOCH;

		Duration looking() {
			return Duration.between(this.announcedAt, this.lookedAt);
		}

		@Override
		public AnnouncedMailing announce(ScheduledMailing scheduled, Instant nominal, Instant counted) {
			if (!this.refusal.isEmpty()) {
				throw ApplicationFailure.newNonRetryableFailure(this.refusal, "SCHEDULE_REFUSED");
			}
			if (!this.trouble.isEmpty()) {
				throw new IllegalStateException(this.trouble);
			}
			this.announced.add(scheduled);
			this.announcedAt = now();
			return new AnnouncedMailing(scheduled.scheduleId() + "." + this.announced.size(), "mailing/1/x");
		}

		@Override
		public MailingStage cancel(AnnouncedMailing announced, String reason) {
			this.cancelled.add(reason);
			return this.stages.remove();
		}

		@Override
		public MailingStage look(AnnouncedMailing announced) {
			this.lookedAt = now();
			return this.stages.isEmpty() ? MailingStage.NOT_BEGUN : this.stages.remove();
		}

	}

}
