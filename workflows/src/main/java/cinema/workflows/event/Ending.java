package cinema.workflows.event;

import cinema.workflows.durable.Calls;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.failure.ActivityFailure;

/**
 * How a notice ended, before it is told to anybody.
 *
 * @param receipted whether a receipt said so, which the journal then knows already
 */
record Ending(OutcomeStatus status, String reason, boolean receipted) {

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
