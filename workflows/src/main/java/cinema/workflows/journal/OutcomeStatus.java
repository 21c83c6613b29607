package cinema.workflows.journal;

/** How a notice ended. */
public enum OutcomeStatus {

	/** The channel's server took the letter. */
	DELIVERED,

	/** Its receiver has looked at it; what was to follow was not sent. */
	SEEN,

	/** A step that was not needed: an earlier one was seen. */
	SILENCED,

	/** A step that could not be sent or was not wanted: the next one went at once. */
	SKIPPED,

	/** It became a mailing, which has an outcome of its own. */
	STARTED,

	/** It is part of a digest, which becomes a letter of its own. */
	COLLECTED,

	/** Nobody was to be told: unknown user, opted out, no address. */
	SUPPRESSED,

	/** Its deadline passed before it could be sent. */
	EXPIRED,

	/** Every channel refused it for good. */
	REJECTED,

	/** Staff took it back before it was sent. */
	CANCELLED,

	/** Sent or not sent, nobody can tell; see the promises in the README. */
	UNKNOWN,

	/**
	 * It could not be made: a template, a URL or the queue is wrong; somebody has to mend
	 * it and reset the workflow.
	 */
	FAILED

}
