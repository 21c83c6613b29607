package cinema.orchestrator.draft;

/** Where a draft is. */
public enum DraftState {

	/** It is written. */
	DRAFT,

	/** Somebody has to approve it. */
	WAITING_FOR_APPROVAL,

	/** It goes out. */
	APPROVED,

	/** A part of its audience is told first. */
	CANARY,

	/** Its mailing is announced. */
	STARTED,

	/** Its schedule is made. */
	SCHEDULED,

	/** It was not approved, and may be changed and submitted again. */
	REFUSED,

	/** Nobody is told but those who were told first. */
	STOPPED,

	/** It could not be announced, and may be changed and submitted again. */
	FAILED;

	/** Whether it may be changed; what waits for approval loses it. */
	public boolean isOpen() {
		return this == DRAFT || this == WAITING_FOR_APPROVAL || this == REFUSED || this == FAILED;
	}

	/** Whether it may be submitted. */
	public boolean isToSubmit() {
		return isOpen() && this != WAITING_FOR_APPROVAL;
	}

	/** Whether something goes on with it. */
	public boolean isUnderway() {
		return this == WAITING_FOR_APPROVAL || this == APPROVED || this == CANARY;
	}

}
