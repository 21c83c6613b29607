package cinema.orchestrator.temporal;

import java.util.concurrent.TimeUnit;

import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many workflows hold something back just now. Temporal is asked, since only it knows
 * after a restart; every instance reports the same number.
 */
@Component
class HeldWorkflows {

	private static final Logger logger = LoggerFactory.getLogger(HeldWorkflows.class);

	private static final String HELD = "HeldUntil is not null and ExecutionStatus = 'Running'";

	private final WorkflowClient temporal;

	private volatile double held = Double.NaN;

	HeldWorkflows(WorkflowClient temporal, MeterRegistry meters) {
		this.temporal = temporal;
		Gauge.builder("cinema.workflows.held", () -> this.held)
			.description("workflows that wait for a morning or a chosen moment")
			.register(meters);
	}

	/** What nobody can tell is no number, and not zero. */
	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void count() {
		try {
			this.held = this.temporal.getWorkflowServiceStubs()
				.blockingStub()
				.withDeadlineAfter(5, TimeUnit.SECONDS)
				.countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
					.setNamespace(this.temporal.getOptions().getNamespace())
					.setQuery(HELD)
					.build())
				.getCount();
		}
		catch (StatusRuntimeException ex) {
			this.held = Double.NaN;
			logger.debug("Temporal does not count: {}", ex.getStatus().getCode());
		}
	}

}
