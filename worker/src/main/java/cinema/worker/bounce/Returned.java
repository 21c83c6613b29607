package cinema.worker.bounce;

import cinema.worker.bounce.ProviderReports.ProviderReport;
import cinema.workflows.contract.BounceKind;

/** What something that came back turns out to be. */
sealed interface Returned {

	/**
	 * A posting did not arrive, or was complained about.
	 *
	 * @param detail the enhanced code and the server's words, at most 200 characters, no
	 * address
	 */
	record Bounce(String postingId, BounceKind kind, String detail) implements Returned {
	}

	/** A provider of messages tells of one that it took itself, as far as it has. */
	record Told(ProviderReport report) implements Returned {
	}

	/** It says nothing about a posting's end. */
	record Ignored(Why why) implements Returned {
	}

	/** It claims to tell of a posting, and nobody can tell of which, or what. */
	record Unclear(Code code, String reason) implements Returned {
	}

	/** What is no news. */
	enum Why {

		/** The server still tries. */
		DELAYED,

		/** It arrived, or was passed on. */
		ARRIVED,

		/** A person's mail program answers (RFC 3834). */
		AUTO_REPLY,

		/** A filter wants to know whether a person wrote it. */
		CHALLENGE,

		/** A report about a report. */
		LOOP,

		/** A report of something else, such as "not spam". */
		OTHER_REPORT,

		/** Mail that is no report and names no posting. */
		STRANGER

	}

	/** Why nobody can act on it; also what its dead letter says. */
	enum Code {

		NO_POSTING, FORGED, NOT_A_BOUNCE, UNREADABLE, NOT_SENT, FORGOTTEN, ON_ITS_WAY, INVALID_FIELD

	}

}
