package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.workflows.SearchAttributes;
import cinema.workflows.ShownOutcome;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;
import cinema.workflows.page.MailingPageWorkflowImpl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.MailingLimits;
import cinema.workflows.plan.Patience;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;

/**
 * A Temporal server whose clock a test sets, and a mailing with everything around it made
 * up.
 */
final class MailingScene implements AutoCloseable {

	static final Instant NOON = Instant.parse("2026-11-23T09:00:00Z");

	/** 08:00 in Moscow, the morning after. */
	static final Instant MORNING = Instant.parse("2026-11-24T05:00:00Z");

	static final String ID = WorkflowIds.mailing("m-1", "new_movies");

	private static final Patience PATIENCE = new Patience(Duration.ofMinutes(10), Duration.ofHours(6),
			Duration.ofSeconds(10), Duration.ofMinutes(15));

	final FakePages fakes = new FakePages();

	final TestWorkflowEnvironment temporal;

	private final WorkerFactory factory;

	private MailingLimits limits = new MailingLimits(500, 2, 3, 50, 3, 20_000, 5);

	private MailingWorkflow workflow;

	MailingScene() {
		this.temporal = TestWorkflowEnvironment.newInstance(options());
		this.fakes.clock = this::now;
		this.fakes.settle = (pageId) -> signal(pageId, "settle");
		this.fakes.tell = (pageId, control) -> signal(pageId, "control", control);
		this.fakes.ended = this::ended;
		// Nothing is cached, so that every workflow task is a replay of the whole history
		// as well.
		this.factory = WorkerFactory.newInstance(this.temporal.getWorkflowClient(),
				WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
		Worker worker = this.factory.newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(MailingWorkflowImpl.class, MailingPageWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.factory.newWorker(TaskQueues.PAGES).registerActivitiesImplementations(this.fakes);
		this.factory.start();
	}

	static TestEnvironmentOptions options() {
		return TestEnvironmentOptions.newBuilder()
			.setInitialTime(NOON)
			.registerSearchAttribute(SearchAttributes.EVENT_TYPE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
			.registerSearchAttribute(SearchAttributes.NOTICE.getName(),
					IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
			.registerSearchAttribute(SearchAttributes.CHANNEL.getName(),
					IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
			.registerSearchAttribute(SearchAttributes.MAILING_ID.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
			.registerSearchAttribute(SearchAttributes.OUTCOME.getName(),
					IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
			.registerSearchAttribute(SearchAttributes.HELD_UNTIL.getName(),
					IndexedValueType.INDEXED_VALUE_TYPE_DATETIME)
			.build();
	}

	private void signal(String pageId, String name, Object... values) {
		try {
			this.temporal.getWorkflowClient().newUntypedWorkflowStub(pageId).signal(name, values);
		}
		catch (WorkflowNotFoundException ended) {
			// As for the orchestrator, a page that has ended needs to hear nothing.
		}
	}

	/** The last word of a page that has ended, or null. */
	private PageReport ended(String pageId) {
		WorkflowStub page = this.temporal.getWorkflowClient().newUntypedWorkflowStub(pageId);
		return switch (page.describe().getStatus()) {
			case WORKFLOW_EXECUTION_STATUS_RUNNING -> null;
			case WORKFLOW_EXECUTION_STATUS_COMPLETED -> page.getResult(PageReport.class);
			default ->
				new PageReport(WorkflowIds.pageNumber(pageId), true, 0, 0, this.fakes.tally(pageId), null, false);
		};
	}

	MailingScene limits(MailingLimits limits) {
		this.limits = limits;
		return this;
	}

	/** A page of the audience at this URL; all of it may be told at once. */
	MailingScene page(String url, String next, String... receivers) {
		return page(url, next, Map.of(NOON, List.of(receivers)), Map.of());
	}

	MailingScene page(String url, String next, Map<Instant, List<String>> groups, Map<String, Integer> skipped) {
		return page(url, next, groups, skipped, NOON.plus(Duration.ofDays(2)));
	}

	MailingScene page(String url, String next, Map<Instant, List<String>> groups, Map<String, Integer> skipped,
			Instant deadline) {
		Map<Instant, List<String>> sorted = new TreeMap<>(groups);
		sorted.values().removeIf(List::isEmpty);
		this.fakes.audience.put(url, new FakePages.FakePage(next, deadline, sorted, skipped));
		return this;
	}

	/** Starts a mailing to the audience that begins with the page {@code 1}. */
	MailingScene start() {
		return start(Duration.ofDays(2), null, null);
	}

	MailingScene start(Duration timeToLive, Instant sendAt, LocalDateTime sendAtLocal) {
		Mailing mailing = new Mailing(new Event("mailing", "m-1", null, NOON, Map.of()), "new_movies", "new_movies",
				Urgency.BULK, "1", "new_movies", List.of(Channel.EMAIL), Map.of(), Map.of(),
				new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0)), timeToLive, sendAt, sendAtLocal, 0, false,
				PATIENCE, this.limits, null, null);
		this.workflow = this.temporal.getWorkflowClient()
			.newWorkflowStub(MailingWorkflow.class,
					WorkflowOptions.newBuilder()
						.setTaskQueue(TaskQueues.NOTIFICATIONS)
						.setWorkflowId(ID)
						.setTypedSearchAttributes(mailing.searchAttributes())
						.build());
		WorkflowClient.start(this.workflow::send, mailing, null);
		return this;
	}

	MailingWorkflow workflow() {
		return this.workflow;
	}

	/** Lets the mailing end, however many nights that takes. */
	MailingOutcome end() {
		return WorkflowStub.fromTyped(this.workflow).getResult(MailingOutcome.class);
	}

	/** Lets a page end, whatever has become of its mailing. */
	PageReport page(int number) {
		return this.temporal.getWorkflowClient()
			.newUntypedWorkflowStub(WorkflowIds.page(ID, number))
			.getResult(PageReport.class);
	}

	void sleep(Duration duration) {
		this.temporal.sleep(duration);
	}

	Instant now() {
		return Instant.ofEpochMilli(this.temporal.currentTimeMillis());
	}

	/** After it the clock may jump to any moment. */
	Instant endedAt() {
		return ShownOutcome.endOf(history(ID));
	}

	WorkflowExecutionHistory history(String workflowId) {
		return this.temporal
			.getWorkflowExecutionHistory(WorkflowExecution.newBuilder().setWorkflowId(workflowId).build());
	}

	@Override
	public void close() {
		this.factory.shutdownNow();
		this.temporal.close();
	}

}
