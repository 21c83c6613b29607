package cinema.orchestrator.announcement;

import cinema.workflows.plan.Event;

import org.springframework.http.HttpStatus;

/** What became of an event that somebody wanted announced. */
public sealed interface Announcement {

	/** Kafka has it. */
	record Accepted(Event event) implements Announcement {
	}

	/**
	 * It was not announced.
	 *
	 * @param field the field that is at fault, or an empty text when it is none
	 */
	record Refused(HttpStatus status, String field, String reason) implements Announcement {
	}

}
