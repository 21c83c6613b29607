package cinema.orchestrator.explanation;

/** How a posting turned out for its receiver. */
public enum Verdict {

	/** The channel's server took it. */
	ARRIVED,

	/** It took it, but long after it was decided. */
	LATE,

	/** Another letter of the same notice came too. */
	TWICE,

	/** An earlier try of the same letter may have arrived as well. */
	PERHAPS_TWICE,

	/** It waits for a moment. */
	WAITING,

	/** The worker has it and has not answered. */
	ON_ITS_WAY,

	/** The person was not to be told. */
	NOT_TOLD,

	/** A step that was not needed: the person had seen an earlier one. */
	SILENCED,

	/**
	 * A step that could not be sent or was not wanted, in whose place the next one went.
	 */
	SKIPPED,

	/** It is part of a digest, or will be. */
	COLLECTED,

	/** Its deadline passed. */
	TOO_LATE,

	/** The channel's server refused it for good. */
	REFUSED,

	/**
	 * Staff cancelled it or took it out of an inbox, or the person was erased.
	 */
	TAKEN_BACK,

	/** Sent or not, nobody can tell. */
	IN_DOUBT,

	/** It could not be made. */
	FAILED,

	/** A mailing whose audience does not have the person. */
	PASSED_BY

}
