package cinema.workflows.digest;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import cinema.workflows.RealTemporal;
import cinema.workflows.SearchAttributes;
import cinema.workflows.TaskQueues;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a round of a digest costs Temporal, counted on a real server. */
@Timeout(60)
class DigestBudgetTests {

	private static final int ITEMS = 5;

	private final FakeTable table = new FakeTable();

	private RealTemporal server;

	@BeforeEach
	void start() {
		this.server = RealTemporal.start();
		Worker worker = this.server.factory().newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(DigestWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.table);
		this.server.factory().start();
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	@Test
	void needsFourteenEventsForALetterAndFourForEachFurtherItem() throws Exception {
		Digest digest = new Digest(UUID.randomUUID().toString(), "reactions");
		Instant closes = Instant.now().plusSeconds(4);
		this.table.closing = (at) -> closes;
		WorkflowClient temporal = this.server.client();
		for (int i = 0; i < ITEMS; i++) {
			this.table.add(Instant.now());
			collected(temporal, digest, closes);
			Thread.sleep(300);
		}

		WorkflowStub workflow = temporal.newUntypedWorkflowStub(digest.workflowId());
		workflow.getResult(Void.class);

		assertThat(this.table.letters).containsExactly(ITEMS);
		WorkflowExecutionInfo cost = workflow.describe().getRawDescription().getWorkflowExecutionInfo();
		System.out.printf("budget of a digest of %d: %d events, %d transitions%n", ITEMS, cost.getHistoryLength(),
				cost.getStateTransitionCount());
		assertThat(cost.getHistoryLength()).isLessThanOrEqualTo(14 + 4 * (ITEMS - 1));
		assertThat(cost.getStateTransitionCount()).isLessThanOrEqualTo(6 + 3 * (ITEMS - 1));
		assertThat(Duration.between(closes, Instant.now())).isLessThan(Duration.ofSeconds(20));
	}

	private static void collected(WorkflowClient temporal, Digest digest, Instant closes) {
		DigestWorkflow workflow = temporal.newWorkflowStub(DigestWorkflow.class,
				WorkflowOptions.newBuilder()
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowId(digest.workflowId())
					.setTypedSearchAttributes(io.temporal.common.SearchAttributes.newBuilder()
						.set(SearchAttributes.HELD_UNTIL, closes.atOffset(ZoneOffset.UTC))
						.build())
					.build());
		BatchRequest request = temporal.newSignalWithStartRequest();
		request.add(workflow::collect, digest);
		request.add(workflow::collected, closes);
		temporal.signalWithStart(request);
	}

}
