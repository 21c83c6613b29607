package cinema.orchestrator.announcement;

import cinema.platform.problem.RefusedException;
import cinema.workflows.plan.Event;

import org.springframework.http.HttpStatus;

/** What became of an event that somebody wanted announced. */
public sealed interface Announcement {

	/**
	 * The event that Kafka has.
	 * @throws RefusedException when it was not announced
	 */
	Event orRefuse();

	/** Kafka has it. */
	record Accepted(Event event) implements Announcement {

		@Override
		public Event orRefuse() {
			return this.event;
		}

	}

	/**
	 * It was not announced.
	 *
	 * @param field the field that is at fault, or an empty text when it is none
	 */
	record Refused(HttpStatus status, String field, String reason) implements Announcement {

		@Override
		public Event orRefuse() {
			throw new RefusedException(this.status, this.field, this.reason);
		}

	}

}
