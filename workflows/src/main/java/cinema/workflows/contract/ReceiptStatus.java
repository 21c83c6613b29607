package cinema.workflows.contract;

/** What became of one attempt to deliver, and of what was delivered. */
public enum ReceiptStatus {

	/** The channel's server took it. */
	DELIVERED,

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
	UNKNOWN,

	/**
	 * The person has looked at it, where a channel can tell; comes after
	 * {@code DELIVERED}, at most once for a posting, and ends no attempt.
	 */
	SEEN;

	/** Whether it is known, and no other attempt changes it. */
	public boolean isEnd() {
		return switch (this) {
			case DELIVERED, SEEN, REJECTED, EXPIRED, WITHDRAWN -> true;
			case POSTPONED, DEFERRED, UNKNOWN -> false;
		};
	}

}
