package cinema.workflows.contract;

/** What became of one attempt to deliver. */
public enum ReceiptStatus {

	/** The channel's server took it. */
	DELIVERED,

	/** The person saw it; comes after {@link #DELIVERED}, at most once. */
	SEEN,

	/**
	 * Quiet hours have begun meanwhile; it was not sent, and may be tried again from
	 * {@link Receipt#retryAt()}.
	 */
	POSTPONED,

	/** Temporary trouble (SMTP 4xx, no connection); it was not sent. */
	DEFERRED,

	/** Refused for good (SMTP 5xx, an impossible address). */
	REJECTED,

	/** The deadline had passed before it was sent. */
	EXPIRED,

	/** Taken back before it was sent. */
	WITHDRAWN,

	/**
	 * The connection or the process ended after the letter's final dot and before the
	 * answer: sent, or not.
	 */
	UNKNOWN;

	/** Whether this attempt surely sent nothing and another one may. */
	public boolean allowsAnotherAttempt() {
		return this == POSTPONED || this == DEFERRED;
	}

}
