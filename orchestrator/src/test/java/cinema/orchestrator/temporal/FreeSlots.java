package cinema.orchestrator.temporal;

import java.time.Duration;

/** Slots of which none is taken. */
public final class FreeSlots {

	private FreeSlots() {
	}

	public static WorkflowSlots of() {
		return new WorkflowSlots(new PaceProperties(10, Duration.ZERO));
	}

}
