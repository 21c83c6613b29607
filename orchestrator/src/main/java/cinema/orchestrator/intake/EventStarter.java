package cinema.orchestrator.intake;

import java.util.HexFormat;
import java.util.Map;

import cinema.orchestrator.temporal.WorkflowStarter;
import cinema.platform.seal.Hashes;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Event;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Starts the one workflow of an event; an event that has one already is a success. */
@Component
class EventStarter {

	private static final Logger logger = LoggerFactory.getLogger(EventStarter.class);

	private static final String FINGERPRINT = "fingerprint";

	private final WorkflowClient temporal;

	private final WorkflowStarter starter;

	private final EventMeters meters;

	EventStarter(WorkflowClient temporal, WorkflowStarter starter, EventMeters meters) {
		this.temporal = temporal;
		this.starter = starter;
		this.meters = meters;
	}

	/**
	 * Returns when Temporal has the event.
	 * @param value the event as it was announced, to tell a repetition from another event
	 * of the same identity
	 */
	void start(Event event, byte[] value) {
		String fingerprint = fingerprint(value);
		try {
			this.starter.start(event, Map.of(FINGERPRINT, fingerprint));
			this.meters.taken(event.type());
		}
		catch (WorkflowExecutionAlreadyStarted known) {
			this.meters.duplicate(event.type());
			compare(event, fingerprint);
		}
	}

	/** The first one wins, yet a producer that uses an identity twice should be found. */
	private void compare(Event event, String fingerprint) {
		String id = WorkflowIds.event(event.type(), event.id());
		try {
			Object first = this.temporal.newUntypedWorkflowStub(id).describe().getMemo(FINGERPRINT, String.class);
			if (first != null && !first.equals(fingerprint)) {
				this.meters.conflicting(event.type());
				logger.warn("Another event has the identity of {} but other content; the first one counts", id);
			}
		}
		catch (WorkflowException | StatusRuntimeException ex) {
			// The event has its workflow, which is all that matters for the offset.
			logger.warn("The repetition of {} cannot be compared with the first one", id, ex);
		}
	}

	private static String fingerprint(byte[] value) {
		return HexFormat.of().formatHex(Hashes.of("SHA-256", value), 0, 8);
	}

}
