package cinema.orchestrator.digest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.problem.RefusedException;
import cinema.workflows.digest.Digest;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts the workflow of a digest anew that should have become a letter and has none that
 * goes on: it was terminated, or Temporal was lost.
 */
@Component
class DigestSweep {

	private static final Logger logger = LoggerFactory.getLogger(DigestSweep.class);

	/** One that is just closing. */
	private static final Duration LATE = Duration.ofMinutes(2);

	private static final int MOST = 500;

	private final CollectedItems items;

	private final DigestWorkflows digests;

	private final WorkflowCalls workflows;

	private final Clock clock;

	private final Counter restarted;

	private volatile double overdue = Double.NaN;

	DigestSweep(CollectedItems items, DigestWorkflows digests, WorkflowCalls workflows, Clock clock,
			MeterRegistry meters) {
		this.items = items;
		this.digests = digests;
		this.workflows = workflows;
		this.clock = clock;
		this.restarted = Counter.builder("cinema.digests.restarted")
			.description("digests that had no workflow any more, and got one")
			.register(meters);
		Gauge.builder("cinema.digests.overdue", () -> this.overdue)
			.description("digests whose hour has passed, at most " + MOST)
			.register(meters);
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
	void goOn() {
		try {
			Instant now = this.clock.instant();
			List<Digest> late = this.items.overdue(now.minus(LATE), MOST);
			this.overdue = late.size();
			late.forEach((digest) -> goOn(digest, now));
		}
		catch (RefusedException | DataAccessException | WorkflowException | StatusRuntimeException away) {
			this.overdue = Double.NaN;
			logger.debug("Nobody can say now which digests are late: {}", away.getMessage());
		}
	}

	/** One that runs tries by itself, for as long as it takes. */
	private void goOn(Digest digest, Instant now) {
		boolean runs = this.workflows.status(digest.workflowId())
			.filter((status) -> status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
			.isPresent();
		if (!runs) {
			logger.warn("{} has something to tell and no workflow: it gets another one", digest.workflowId());
			this.digests.collected(digest, now);
			this.restarted.increment();
		}
	}

}
