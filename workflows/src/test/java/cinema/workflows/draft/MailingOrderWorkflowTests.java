package cinema.workflows.draft;

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

import cinema.workflows.SearchAttributes;
import cinema.workflows.ShownOutcome;
import cinema.workflows.TaskQueues;
import cinema.workflows.draft.DraftPart.Part;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
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
class MailingOrderWorkflowTests {

	private static final Path HISTORIES = Path.of("src/test/resources/histories/draft");

	private static final String MARY = "user mary";

	private static final String PAUL = "user paul";

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
	void goesAtOnceWhereNobodyHasToApprove() throws IOException {
		MailingOrderWorkflow order = start("unapproved", draft(false, null));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STARTED);
		assertThat(this.fakes.released).containsExactly(Part.WHOLE);
		assertThat(this.fakes.stages).containsExactly(OrderStage.APPROVED, OrderStage.STARTED);
		assertThat(ShownOutcome.of(history("unapproved"))).containsExactly("STARTED");
		record("unapproved");
	}

	@Test
	void waitsUntilSomebodyElseApproves() throws IOException {
		MailingOrderWorkflow order = start("approved", draft(true, null));
		assertThat(order.progress().reason()).isEqualTo("user mary waits for somebody else with mailings:approve");

		assertThatThrownBy(() -> order.approve(new Decision(2, MARY, null))).isInstanceOf(WorkflowUpdateException.class)
			.hasStackTraceContaining("somebody else than who submitted it");
		assertThatThrownBy(() -> order.approve(new Decision(1, PAUL, null)))
			.hasStackTraceContaining("revision 2 is what was submitted, not 1");
		assertThat(this.fakes.released).isEmpty();

		assertThat(order.approve(new Decision(2, PAUL, "fine")).stage()).isIn(OrderStage.APPROVED, OrderStage.STARTED);
		assertThat(end(order).stage()).isEqualTo(OrderStage.STARTED);
		assertThat(this.fakes.stages).containsExactly(OrderStage.APPROVED, OrderStage.STARTED);
		record("approved");
	}

	@Test
	void releasesNothingThatIsRefused() throws IOException {
		MailingOrderWorkflow order = start("refused", draft(true, null));

		assertThat(order.refuse(new Decision(2, PAUL, "wrong films")))
			.isEqualTo(new OrderOutcome(OrderStage.REFUSED, "by user paul: wrong films"));

		assertThat(end(order).stage()).isEqualTo(OrderStage.REFUSED);
		assertThat(this.fakes.released).isEmpty();
		record("refused");
	}

	@Test
	void releasesNothingThatIsWithdrawn() throws IOException {
		MailingOrderWorkflow order = start("withdrawn", draft(true, null));

		assertThat(order.withdraw(new Decision(2, MARY, null)).stage()).isEqualTo(OrderStage.WITHDRAWN);

		assertThat(end(order).stage()).isEqualTo(OrderStage.WITHDRAWN);
		assertThat(this.fakes.released).isEmpty();
		record("withdrawn");
	}

	@Test
	void isWithdrawnByTheCancelButtonOfTheWebUi() throws IOException {
		MailingOrderWorkflow order = start("cancelled", draft(true, null));

		WorkflowStub.fromTyped(order).cancel("a mistake");

		assertThatThrownBy(() -> end(order)).hasCauseInstanceOf(CanceledFailure.class);
		assertThat(this.fakes.stages).containsExactly(OrderStage.WITHDRAWN);
		record("cancelled");
	}

	@Test
	void tellsNobodyWhenItIsCancelledWhileItsApprovalIsWrittenDown() throws IOException {
		MailingOrderWorkflow order = start("cancelled-late", draft(true, canary()));
		this.fakes.beforeApproved = () -> WorkflowStub.fromTyped(order).cancel("a mistake");

		order.approve(new Decision(2, PAUL, null));

		assertThatThrownBy(() -> end(order)).hasCauseInstanceOf(CanceledFailure.class);
		assertThat(this.fakes.stages).containsExactly(OrderStage.APPROVED, OrderStage.WITHDRAWN);
		assertThat(this.fakes.released).isEmpty();
		record("cancelled-late");
	}

	@Test
	void isWithdrawnByALaterRevisionOnly() throws IOException {
		MailingOrderWorkflow order = start("superseded", draft(true, null));
		assertThatThrownBy(() -> order.withdraw(new Decision(1, MARY, null)))
			.hasStackTraceContaining("revision 2 is what was submitted, not 1");

		assertThat(order.withdraw(new Decision(3, MARY, null)).stage()).isEqualTo(OrderStage.WITHDRAWN);

		assertThat(end(order).stage()).isEqualTo(OrderStage.WITHDRAWN);
		record("superseded");
	}

	@Test
	void namesWhoApprovedItForARunThatIsLost() throws IOException {
		MailingOrderWorkflow order = start("approved-before",
				new SubmittedDraft("d1", 2, MARY, false, PAUL, true, null, null));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STARTED);

		assertThat(this.fakes.deciders).containsExactly(PAUL);
		record("approved-before");
	}

	@Test
	void releasesNothingThatWasChangedMeanwhile() throws IOException {
		this.fakes.changed = true;
		MailingOrderWorkflow order = start("changed", draft(true, null));

		assertThat(order.approve(new Decision(2, PAUL, null)).stage()).isEqualTo(OrderStage.WITHDRAWN);

		assertThat(end(order).reason()).isEqualTo("the draft was changed after it was submitted");
		assertThat(this.fakes.released).isEmpty();
		record("changed");
	}

	@Test
	void tellsTheRestAfterACanaryThatWentWell() throws IOException {
		this.fakes.reports.add(new CanaryReport(null, 0, 0));
		this.fakes.reports.add(new CanaryReport("COMPLETED", 95, 5));
		MailingOrderWorkflow order = start("canary", draft(false, canary()));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STARTED);

		assertThat(this.fakes.released).containsExactly(Part.CANARY, Part.REST);
		assertThat(Duration.between(this.fakes.releasedAt.get(0), this.fakes.releasedAt.get(1)))
			.isBetween(Duration.ofMinutes(60), Duration.ofMinutes(62));
		assertThat(this.fakes.stages).containsExactly(OrderStage.APPROVED, OrderStage.CANARY, OrderStage.STARTED);
		record("canary");
	}

	@Test
	void tellsTheRestThoughALetterOfTheCanaryGoesOnBeingTried() throws IOException {
		this.fakes.reports.add(new CanaryReport(null, 99, 0));
		MailingOrderWorkflow order = start("canary-open", draft(false, canary()));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STARTED);

		assertThat(this.fakes.released).containsExactly(Part.CANARY, Part.REST);
		assertThat(Duration.between(this.fakes.releasedAt.get(0), this.fakes.releasedAt.get(1)))
			.isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
		record("canary-open");
	}

	@Test
	void stopsAfterACanaryOfWhichTooManyLettersFailed() throws IOException {
		this.fakes.reports.add(new CanaryReport("COMPLETED", 94, 6));
		MailingOrderWorkflow order = start("canary-failed", draft(false, canary()));

		assertThat(end(order))
			.isEqualTo(new OrderOutcome(OrderStage.STOPPED, "6 of 100 letters of the canary failed, more than 5 %"));
		assertThat(this.fakes.released).containsExactly(Part.CANARY);
		record("canary-failed");
	}

	@Test
	void stopsAfterACanaryThatWasCancelled() {
		this.fakes.reports.add(new CanaryReport("CANCELLED", 1, 0));
		MailingOrderWorkflow order = start("canary-cancelled", draft(false, canary()));

		assertThat(end(order)).isEqualTo(new OrderOutcome(OrderStage.STOPPED, "the canary ended as CANCELLED"));
	}

	@Test
	void stopsAfterACanaryOfWhichNoLetterArrived() {
		this.fakes.reports.add(new CanaryReport("COMPLETED", 0, 3));
		MailingOrderWorkflow order = start("canary-lost", draft(false, new Canary(5, Duration.ofHours(1), 100)));

		assertThat(end(order))
			.isEqualTo(new OrderOutcome(OrderStage.STOPPED, "none of the 3 letters of the canary arrived"));
	}

	@Test
	void tellsTheRestAfterACanaryOfNobody() {
		this.fakes.reports.add(new CanaryReport("COMPLETED", 0, 0));
		MailingOrderWorkflow order = start("canary-empty", draft(false, canary()));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STARTED);
	}

	@Test
	void stopsWhereTheRestCannotBeAnnounced() throws IOException {
		this.fakes.reports.add(new CanaryReport("COMPLETED", 100, 0));
		this.fakes.refusal = "template: there is no template email/gone";
		MailingOrderWorkflow order = start("canary-alone", draft(false, canary()));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STOPPED);

		assertThat(this.fakes.released).containsExactly(Part.CANARY);
		record("canary-alone");
	}

	@Test
	void tellsTheRestAtOnceWhenStaffDoNotWait() throws IOException {
		MailingOrderWorkflow order = start("canary-hurried", draft(false, canary()));
		this.temporal.sleep(Duration.ofMinutes(5));

		assertThat(order.goOn(new Decision(2, MARY, null)).stage()).isEqualTo(OrderStage.STARTED);

		assertThat(this.fakes.released).containsExactly(Part.CANARY, Part.REST);
		record("canary-hurried");
	}

	@Test
	void tellsNobodyElseWhenStaffStopIt() throws IOException {
		MailingOrderWorkflow order = start("canary-stopped", draft(false, canary()));
		this.temporal.sleep(Duration.ofMinutes(5));

		assertThat(order.stop(new Decision(2, MARY, "a typo")))
			.isEqualTo(new OrderOutcome(OrderStage.STOPPED, "by user mary: a typo"));

		assertThat(end(order).stage()).isEqualTo(OrderStage.STOPPED);
		assertThat(this.fakes.released).containsExactly(Part.CANARY);
		record("canary-stopped");
	}

	@Test
	void saysWhyItCannotBeAnnounced() throws IOException {
		this.fakes.refusal = "template: there is no template email/gone";
		MailingOrderWorkflow order = start("failed", draft(false, null));

		assertThat(end(order))
			.isEqualTo(new OrderOutcome(OrderStage.FAILED, "DRAFT_REFUSED: template: there is no template email/gone"));
		assertThat(this.fakes.stages).containsExactly(OrderStage.APPROVED, OrderStage.FAILED);
		record("failed");
	}

	@Test
	void makesASchedule() throws IOException {
		this.fakes.schedule = true;
		MailingOrderWorkflow order = start("scheduled", draft(false, null));

		assertThat(end(order).stage()).isEqualTo(OrderStage.SCHEDULED);
		record("scheduled");
	}

	@ParameterizedTest
	@MethodSource("histories")
	void replays(Path history) throws Exception {
		WorkflowReplayer.replayWorkflowExecution(Files.readString(history), MailingOrderWorkflowImpl.class);
	}

	private static SubmittedDraft draft(boolean needsApproval, Canary canary) {
		return new SubmittedDraft("d1", 2, MARY, needsApproval, null, true, canary, null);
	}

	private static Canary canary() {
		return new Canary(5, Duration.ofHours(1), 5);
	}

	private MailingOrderWorkflow start(String id, SubmittedDraft draft) {
		var worker = this.temporal.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(MailingOrderWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.temporal.start();
		MailingOrderWorkflow workflow = this.temporal.getWorkflowClient()
			.newWorkflowStub(MailingOrderWorkflow.class,
					WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(TaskQueues.NOTIFICATIONS).build());
		WorkflowClient.start(workflow::follow, draft);
		return workflow;
	}

	private static OrderOutcome end(MailingOrderWorkflow order) {
		return WorkflowStub.fromTyped(order).getResult(OrderOutcome.class);
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

	private WorkflowExecutionHistory history(String id) {
		return this.temporal.getWorkflowExecutionHistory(WorkflowExecution.newBuilder().setWorkflowId(id).build());
	}

	private final class FakeActivities implements DraftActivities {

		private final List<OrderStage> stages = new ArrayList<>();

		private final List<Part> released = new ArrayList<>();

		private final List<Instant> releasedAt = new ArrayList<>();

		private final Deque<CanaryReport> reports = new ArrayDeque<>();

		private final List<String> deciders = new ArrayList<>();

		private Runnable beforeApproved;

		private boolean changed;

		private boolean schedule;

		private String refusal = "";

		@Override
		public boolean record(DraftStep step) {
			if (step.stage() == OrderStage.APPROVED && this.beforeApproved != null) {
				Runnable meanwhile = this.beforeApproved;
				this.beforeApproved = null;
				meanwhile.run();
				throw new IllegalStateException("the database is away");
			}
			this.stages.add(step.stage());
			if (step.by() != null) {
				this.deciders.add(step.by());
			}
			return !this.changed;
		}

		@Override
		public Released release(DraftPart part) {
			if (!this.refusal.isEmpty() && part.part() != Part.CANARY) {
				throw ApplicationFailure.newNonRetryableFailure(this.refusal, "DRAFT_REFUSED");
			}
			this.released.add(part.part());
			this.releasedAt.add(part.at());
			return this.schedule ? new Released(null, null, "friday") : new Released("d1.2", "new_movies", null);
		}

		@Override
		public CanaryReport look(Released canary) {
			return (this.reports.size() > 1) ? this.reports.remove() : this.reports.element();
		}

	}

}
