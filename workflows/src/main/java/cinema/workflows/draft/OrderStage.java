package cinema.workflows.draft;

/** How far a submitted draft is. */
public enum OrderStage {

	/** Somebody else has to approve it. */
	WAITING_FOR_APPROVAL,

	/** It goes out, and nobody changes it any more. */
	APPROVED,

	/** A part of its audience is told first. */
	CANARY,

	/** Its mailing is announced. */
	STARTED,

	/** Its schedule is made. */
	SCHEDULED,

	/** Whoever had to approve it did not. */
	REFUSED,

	/** It was taken back, or changed, before it was approved. */
	WITHDRAWN,

	/** The part that was told first is all that is told. */
	STOPPED,

	/** It cannot be announced as it is. */
	FAILED

}
