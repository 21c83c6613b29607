package cinema.worker.inbox;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What somebody does to a message; what is left out stays as it is.
 *
 * @param read whether it counts as read
 * @param archived whether it is put away
 * @param snoozedUntil until when it is put off
 * @param snoozed false takes it out of what is put off
 */
record InboxChange(@Nullable Boolean read, @Nullable Boolean archived, @Nullable Instant snoozedUntil,
		@Nullable Boolean snoozed) {

	/** Null when it stays as it is. */
	@Nullable Boolean isSnoozed() {
		return (this.snoozedUntil != null) ? Boolean.TRUE : this.snoozed;
	}

	boolean isEmpty() {
		return this.read == null && this.archived == null && isSnoozed() == null;
	}

}
