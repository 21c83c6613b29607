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
import java.util.stream.Stream;

import cinema.workflows.TaskQueues;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduledMailingWorkflowTests {

	private static final Path HISTORIES = Path.of("src/test/resources/histories/schedule");

	private static final ScheduledMailing FRIDAY = new ScheduledMailing("friday", "{}", "Europe/Moscow", null);

	private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();

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
		record("refused");
	}

	@ParameterizedTest
	@MethodSource("histories")
	void replays(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(Files.readString(history), ScheduledMailingWorkflowImpl.class);
	}

	private String run(String id) {
		var worker = this.temporal.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(ScheduledMailingWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.temporal.start();
		return this.temporal.getWorkflowClient()
			.newWorkflowStub(ScheduledMailingWorkflow.class,
					WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.NOTIFICATIONS).build())
			.announce(FRIDAY);
	}

	/** Only with {@code -Drecord=v1}, and only what is not there. */
	private void record(String id) throws IOException {
		String version = System.getProperty("record", "");
		Path file = HISTORIES.resolve(version + "-" + id + ".json");
		if (!version.isEmpty() && !Files.exists(file)) {
			Files.createDirectories(HISTORIES);
			Files.writeString(file,
					this.temporal
						.getWorkflowExecutionHistory(
								io.temporal.api.common.v1.WorkflowExecution.newBuilder().setWorkflowId(id).build())
						.toJson(true) + "\n");
		}
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.temporal.currentTimeMillis());
	}

	private final class FakeActivities implements ScheduleActivities {

		private final List<ScheduledMailing> announced = new ArrayList<>();

		private final Deque<MailingStage> stages = new ArrayDeque<>();

		private String refusal = "";

		private Instant announcedAt = Instant.EPOCH;

		private Instant lookedAt = Instant.EPOCH;

		Duration looking() {
			return Duration.between(this.announcedAt, this.lookedAt);
		}

		@Override
		public AnnouncedMailing announce(ScheduledMailing scheduled, Instant nominal) {
			if (!this.refusal.isEmpty()) {
				throw ApplicationFailure.newNonRetryableFailure(this.refusal, "SCHEDULE_REFUSED");
			}
			this.announced.add(scheduled);
			this.announcedAt = now();
			return new AnnouncedMailing(scheduled.scheduleId() + "." + this.announced.size(), "mailing/1/x");
		}

		@Override
		public MailingStage look(AnnouncedMailing announced) {
			this.lookedAt = now();
			return this.stages.isEmpty() ? MailingStage.NOT_BEGUN : this.stages.remove();
		}

	}

}
