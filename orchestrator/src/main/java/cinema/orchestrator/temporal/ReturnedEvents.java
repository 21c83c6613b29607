package cinema.orchestrator.temporal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.workflows.plan.Event;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Says so when the identity of an event comes again whose workflow Temporal has forgotten
 * while others remember it: by a warning and a counter.
 */
@Component
public class ReturnedEvents {

	private static final Logger logger = LoggerFactory.getLogger(ReturnedEvents.class);

	private static final String RETURNED = "cinema.events.returned";

	/** Clocks may differ by so much. */
	private static final Duration SKEW = Duration.ofMinutes(1);

	private final WorkflowClient temporal;

	private final MeterRegistry meters;

	ReturnedEvents(WorkflowClient temporal, MeterRegistry meters, Catalogue catalogue) {
		this.temporal = temporal;
		this.meters = meters;
		catalogue.eventTypes().forEach((type) -> meters.counter(RETURNED, "type", type));
		meters.counter(RETURNED, "type", Catalogue.MAILING);
	}

	/**
	 * Whether what is known of the event is from before the workflow whose activity asks;
	 * one that was reset is no other one.
	 * @param known when the event had come so far at the latest
	 */
	public boolean hasReturned(Event event, Instant known) {
		ActivityInfo asking = Activity.getExecutionContext().getInfo();
		boolean returned = isYounger(asking, known.plus(SKEW));
		if (returned) {
			this.meters.counter(RETURNED, "type", event.type()).increment();
			logger.warn("{} has come again: an event of its identity was dealt with until {}, which counts",
					asking.getWorkflowId(), known);
		}
		return returned;
	}

	private boolean isYounger(ActivityInfo asking, Instant known) {
		try {
			WorkflowExecutionInfo workflow = this.temporal
				.newUntypedWorkflowStub(asking.getWorkflowId(), Optional.of(asking.getRunId()), Optional.empty())
				.describe()
				.getWorkflowExecutionInfo();
			boolean first = workflow.getFirstRunId().isEmpty() || workflow.getFirstRunId().equals(asking.getRunId());
			return first && known.isBefore(Instant.ofEpochSecond(workflow.getStartTime().getSeconds()));
		}
		catch (WorkflowException | StatusRuntimeException ex) {
			// What is known counts in any case.
			logger.debug("{} cannot be compared with what is known of it", asking.getWorkflowId(), ex);
			return false;
		}
	}

}
