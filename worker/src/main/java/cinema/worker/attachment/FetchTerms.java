package cinema.worker.attachment;

import cinema.workflows.contract.Urgency;

/**
 * What a file may take when it is fetched.
 *
 * @param until for so long, by {@code nanoTime}
 * @param hurries whether other letters wait as well, so that it waits for no service that
 * is slow
 * @param room asked before so many bytes of it are written
 */
record FetchTerms(Urgency urgency, long until, boolean hurries, Room room) {

	FetchTerms with(Room other) {
		return new FetchTerms(this.urgency, this.until, this.hurries, other);
	}

	/** Where a file is written. */
	@FunctionalInterface
	interface Room {

		/** Of files whose room is taken already. */
		Room ANY = (bytes) -> {
		};

		void need(long bytes) throws FileTroubleException;

	}

}
