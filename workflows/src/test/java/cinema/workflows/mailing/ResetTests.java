package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import cinema.workflows.RealTemporal;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.page.MailingPageWorkflowImpl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.MailingLimits;
import cinema.workflows.plan.Patience;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of mailings and pages that are reset, on a real server. */
@Timeout(90)
class ResetTests {

	private final Instant now = Instant.now();

	private final String event = UUID.randomUUID().toString();

	private final String mailing = WorkflowIds.mailing(this.event, "new_movies");

	private final FakePages fakes = new FakePages();

	private RealTemporal server;

	private WorkflowClient temporal;

	@BeforeEach
	void start() {
		this.server = RealTemporal.start();
		this.temporal = this.server.client();
		this.fakes.clock = Instant::now;
		this.fakes.settle = (pageId) -> signal(pageId, "settle");
		this.fakes.tell = (pageId, control) -> signal(pageId, "control", control);
		this.fakes.ended = this::ended;
		Worker worker = this.server.factory().newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(MailingWorkflowImpl.class, MailingPageWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.server.factory().newWorker(TaskQueues.PAGES).registerActivitiesImplementations(this.fakes);
		this.server.factory().start();
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	private void signal(String workflowId, String name, Object... values) {
		try {
			this.temporal.newUntypedWorkflowStub(workflowId).signal(name, values);
		}
		catch (WorkflowNotFoundException ended) {
			// It needs to hear nothing.
		}
	}

	private PageReport ended(String pageId) {
		WorkflowStub page = this.temporal.newUntypedWorkflowStub(pageId);
		return page.describe().getStatus().name().endsWith("COMPLETED") ? page.getResult(PageReport.class) : null;
	}

	private void page(String url, String next, Instant at, String... receivers) {
		this.fakes.audience.put(url, new FakePages.FakePage(next, this.now.plus(Duration.ofHours(2)),
				Map.of(at, List.of(receivers)), Map.of()));
	}

	private void send() {
		Mailing wanted = new Mailing(new Event("mailing", this.event, null, this.now, Map.of()), "new_movies",
				"new_movies", Urgency.BULK, "1", "new_movies", List.of(Channel.EMAIL), Map.of(), Map.of(), null,
				Duration.ofHours(2), null, null, 0, false,
				new Patience(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofSeconds(1), Duration.ofSeconds(2)),
				new MailingLimits(500, 2, 50, 50, 3, 20_000, 5), null, null);
		MailingWorkflow workflow = this.temporal.newWorkflowStub(MailingWorkflow.class,
				WorkflowOptions.newBuilder()
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowId(this.mailing)
					.build());
		WorkflowClient.start(workflow::send, wanted, null);
	}

	private MailingOutcome outcome() {
		return this.temporal.newUntypedWorkflowStub(this.mailing).getResult(MailingOutcome.class);
	}

	private MailingProgress progress() {
		return this.temporal.newUntypedWorkflowStub(this.mailing).query("progress", MailingProgress.class);
	}

	private void resetToTheBeginning(String workflowId) {
		this.server.reset(workflowId, 0);
	}

	private static void await(BooleanSupplier condition) {
		try {
			for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
				Thread.sleep(50);
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		assertThat(condition.getAsBoolean()).isTrue();
	}

	@Test
	void beginsAnewWhereItFailedToBegin() {
		this.fakes.beginFails = ApplicationFailure.newNonRetryableFailure("url: it is no URL", "URL_FORBIDDEN");
		page("1", null, this.now, "ann", "bob");
		send();
		assertThatThrownBy(this::outcome).hasStackTraceContaining("URL_FORBIDDEN: url: it is no URL");

		this.fakes.beginFails = null;
		resetToTheBeginning(this.mailing);

		assertThat(outcome().status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome().progress().delivered()).isEqualTo(2);
		assertThat(this.fakes.published).containsExactlyInAnyOrder("ann", "bob");
	}

	@Test
	void sendsNothingAgainOfAMailingThatHadEnded() {
		page("1", "2", this.now, "ann", "bob");
		page("2", null, this.now, "cat");
		send();
		assertThat(outcome().progress().delivered()).isEqualTo(3);

		resetToTheBeginning(this.mailing);

		await(() -> this.fakes.outcomes.size() == 2);
		assertThat(outcome().progress().delivered()).isEqualTo(3);
		assertThat(this.fakes.published).containsExactlyInAnyOrder("ann", "bob", "cat");
	}

	@Test
	void goesOnWhereItsPagesAre() {
		page("1", "2", this.now, "ann", "bob");
		page("2", "3", this.now.plusSeconds(12), "cat");
		page("3", null, this.now, "dan");
		send();
		await(() -> progress().held() == 1 && progress().delivered() == 3);

		resetToTheBeginning(this.mailing);

		assertThat(outcome().progress().delivered()).isEqualTo(4);
		assertThat(this.fakes.published).containsExactlyInAnyOrder("ann", "bob", "cat", "dan");
	}

	@Test
	void goesOnAtAnyPoint() {
		page("1", "2", this.now, "ann");
		page("2", null, this.now.plusSeconds(15), "bob");
		send();
		await(() -> progress().held() == 1 && progress().delivered() == 1);
		for (int task = 1; task < 4; task++) {
			this.server.reset(this.mailing, task);
			await(() -> progress().held() + progress().queued() + progress().delivered() > 0);
		}

		assertThat(outcome().progress().delivered()).isEqualTo(2);
		assertThat(this.fakes.published).containsExactlyInAnyOrder("ann", "bob");
	}

	@Test
	void hearsOfAPageThatWasReset() {
		page("1", "2", this.now, "ann");
		page("2", null, this.now.plusSeconds(8), "bob");
		send();
		await(() -> progress().held() == 1 && progress().delivered() == 1);

		resetToTheBeginning(WorkflowIds.page(this.mailing, 2));

		assertThat(outcome().progress().delivered()).isEqualTo(2);
		assertThat(this.fakes.published).containsExactlyInAnyOrder("ann", "bob");
	}

	@Test
	void keepsWhatStaffDecided() {
		page("1", null, this.now.plusSeconds(4), "ann");
		send();
		await(() -> progress().held() == 1);
		this.temporal.newUntypedWorkflowStub(this.mailing).update("pause", MailingProgress.class, "service marketing");

		resetToTheBeginning(this.mailing);

		await(() -> progress().paused());
		// What the server tells it anew after the reset may come behind that.
		await(() -> !this.temporal.newUntypedWorkflowStub(this.mailing)
			.update("resume", MailingProgress.class)
			.paused());
		assertThat(outcome().progress().delivered()).isEqualTo(1);
	}

}
