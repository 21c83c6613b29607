package cinema.orchestrator.temporal;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import cinema.platform.health.CachedHealth;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether Temporal answers, and whether our Temporal workers have started. */
@Component("temporal")
class TemporalHealth extends CachedHealth {

	private final WorkflowServiceStubs temporal;

	private final WorkerFactory workers;

	TemporalHealth(WorkflowServiceStubs temporal, WorkerFactory workers, Clock clock) {
		super(clock);
		this.temporal = temporal;
		this.workers = workers;
	}

	@Override
	protected Health ask(Health.Builder health) {
		health.withDetail("workers", this.workers.isStarted() ? "started" : "not started");
		GetSystemInfoResponse system = this.temporal.blockingStub()
			.withDeadlineAfter(2, TimeUnit.SECONDS)
			.getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
		health.withDetail("version", system.getServerVersion());
		return this.workers.isStarted() ? health.build() : health.outOfService().build();
	}

}
