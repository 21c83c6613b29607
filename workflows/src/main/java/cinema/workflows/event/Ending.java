package cinema.workflows.event;

import cinema.workflows.durable.Calls;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.failure.ActivityFailure;

/**
 * How a notice ended, before it is told to anybody.
 *
 * @param known whether the journal knows already, by a receipt or by whoever did it
 */
record Ending(OutcomeStatus status, String reason, boolean known) {

	static Ending decided(OutcomeStatus status, String reason) {
		return new Ending(status, reason, false);
	}

	static Ending receipted(OutcomeStatus status, String reason) {
		return new Ending(status, reason, true);
	}

	/** For example {@code RENDER_FAILED: email/welcome: name is missing}. */
	static Ending failed(ActivityFailure failure) {
		return decided(OutcomeStatus.FAILED, Calls.reason(failure));
	}

}
