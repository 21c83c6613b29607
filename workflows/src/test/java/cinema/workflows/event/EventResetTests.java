package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.workflows.RealTemporal;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.event.FakeActivities.receipt;
import static cinema.workflows.event.FakeActivities.saysNothing;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of events that are reset, on a real server: the same attempt of the same
 * posting is asked for again, which the journal answers, and no later one.
 */
@Timeout(90)
class EventResetTests {

	private static final String ID = WorkflowIds.event(Plans.EVENT.type(), Plans.EVENT.id());

	private final FakeActivities fakes = new FakeActivities();

	private RealTemporal server;

	private WorkflowStub event;

	@BeforeEach
	void start() {
		this.server = RealTemporal.start();
		this.fakes.plan = (event) -> Plans.of(Plans.confirmation(Instant.now()));
		Worker worker = this.server.factory().newWorker(TaskQueues.NOTIFICATIONS);
		worker.registerWorkflowImplementationTypes(EventWorkflowImpl.class);
		worker.registerActivitiesImplementations(this.fakes);
		this.server.factory().start();
		this.event = this.server.client().newUntypedWorkflowStub(ID);
	}

	@AfterEach
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	private void tell() {
		EventWorkflow workflow = this.server.client()
			.newWorkflowStub(EventWorkflow.class,
					WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.NOTIFICATIONS).setWorkflowId(ID).build());
		WorkflowClient.start(workflow::tell, Plans.EVENT);
	}

	private OutcomeStatus outcome() {
		return this.event.getResult(EventOutcome.class).notices().get(0).status();
	}

	private void awaitDispatches(int count) throws InterruptedException {
		for (int i = 0; i < 600 && this.fakes.dispatches.size() < count; i++) {
			Thread.sleep(50);
		}
		assertThat(this.fakes.dispatches).hasSizeGreaterThanOrEqualTo(count);
	}

	@Test
	void asksForTheSameAttemptAgainWhenItHadEnded() {
		tell();
		assertThat(outcome()).isEqualTo(OutcomeStatus.DELIVERED);

		this.server.reset(ID, 0);

		assertThat(this.server.client().newUntypedWorkflowStub(ID).getResult(EventOutcome.class).notices())
			.extracting("status")
			.containsExactly(OutcomeStatus.DELIVERED);
		assertThat(this.fakes.attempts()).containsOnly(1).hasSizeLessThanOrEqualTo(2);
	}

	/** What was seen stays seen, and nothing more goes out. */
	@Test
	void isSilentOfWhatWasSeenBeforeTheReset() throws InterruptedException {
		this.fakes.clock = Instant::now;
		this.fakes.plan = (event) -> Plans.of(Plans.steps(null, Instant.now().plus(Duration.ofDays(1)),
				Plans.step(Channel.WEB, 1, null), Plans.step(Channel.EMAIL, 2, Duration.ofSeconds(30))));
		tell();
		awaitDispatches(1);
		this.event.signal("acknowledge", List.of(this.fakes.receipt("episode-web", 1, ReceiptStatus.SEEN)));
		assertThat(outcome()).isEqualTo(OutcomeStatus.SEEN);

		this.server.reset(ID, 0);

		assertThat(this.server.client().newUntypedWorkflowStub(ID).getResult(EventOutcome.class).notices())
			.extracting("status")
			.containsExactly(OutcomeStatus.SEEN);
		assertThat(this.fakes.channels()).containsOnly("web");
	}

	@Test
	void hearsTheReceiptOfWhatItDispatchedBeforeTheReset() throws InterruptedException {
		this.fakes.script("email_confirmation", saysNothing(), saysNothing());
		tell();
		awaitDispatches(1);
		// So that what is waited for is in its history.
		Thread.sleep(Duration.ofSeconds(1).toMillis());

		this.server.reset(ID, 0);
		awaitDispatches(2);
		this.server.client()
			.newUntypedWorkflowStub(ID)
			.signal("acknowledge", List.of(receipt(this.fakes.dispatches.get(0), ReceiptStatus.DELIVERED)));

		assertThat(this.server.client().newUntypedWorkflowStub(ID).getResult(EventOutcome.class).notices())
			.extracting("status")
			.containsExactly(OutcomeStatus.DELIVERED);
		assertThat(this.fakes.attempts()).containsExactly(1, 1);
	}

}
