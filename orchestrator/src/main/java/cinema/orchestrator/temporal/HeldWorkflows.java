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
 * How many workflows hold something back just now, and how many of events are under way.
 * Temporal is asked, since only it knows after a restart; every instance reports the same
 * numbers.
 */
@Component
class HeldWorkflows {

	private static final Logger logger = LoggerFactory.getLogger(HeldWorkflows.class);

	private static final String HELD = "HeldUntil is not null and ExecutionStatus = 'Running'";

	private static final String UNDER_WAY = "WorkflowType = 'EventWorkflow' and HeldUntil is null and ExecutionStatus = 'Running'";

	private final WorkflowClient temporal;

	private volatile double held = Double.NaN;

	private volatile double underWay = Double.NaN;

	HeldWorkflows(WorkflowClient temporal, MeterRegistry meters) {
		this.temporal = temporal;
		Gauge.builder("cinema.workflows.held", () -> this.held)
			.description("workflows that wait for a morning or a chosen moment")
			.register(meters);
		Gauge.builder("cinema.workflows.under.way", () -> this.underWay)
			.description("workflows of events that have not ended and are not held")
			.register(meters);
	}

	/** What nobody can tell is no number, and not zero. */
	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void count() {
		try {
			this.held = count(HELD);
			this.underWay = count(UNDER_WAY);
		}
		catch (StatusRuntimeException ex) {
			this.held = Double.NaN;
			this.underWay = Double.NaN;
			logger.debug("Temporal does not count: {}", ex.getStatus().getCode());
		}
	}

	private long count(String query) {
		return this.temporal.getWorkflowServiceStubs()
			.blockingStub()
			.withDeadlineAfter(5, TimeUnit.SECONDS)
			.countWorkflowExecutions(CountWorkflowExecutionsRequest.newBuilder()
				.setNamespace(this.temporal.getOptions().getNamespace())
				.setQuery(query)
				.build())
			.getCount();
	}

}
