package cinema.orchestrator.deadletter;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What nobody could read, as staff see it.
 *
 * @param origin the Kafka topic or the queue that it came from
 * @param reason a stable code
 * @param detail which field is wrong and why, or null
 * @param eventType as far as it can be told, or null
 * @param eventId as far as it can be told, or null
 * @param size how many bytes it had
 * @param whole false when the broker took but its beginning
 * @param diedAt when it was given up
 * @param doneAt when it was replayed or discarded, or the person in it erased; or null
 * @param doneBy who did that, or null
 * @param content what it says, without personal data; null in lists, and when a person in
 * it was erased
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(UUID id, Source source, String origin, String reason, @Nullable String detail,
		@Nullable String eventType, @Nullable String eventId, int size, boolean whole, Instant diedAt, State state,
		@Nullable Instant doneAt, @Nullable String doneBy, @Nullable String content) {

	/** Whether it can be sent back to where it came from. */
	public boolean isReplayable() {
		return this.whole && (this.state == State.WAITING || this.state == State.DISCARDED);
	}

	DeadLetter with(@Nullable String masked) {
		return new DeadLetter(this.id, this.source, this.origin, this.reason, this.detail, this.eventType, this.eventId,
				this.size, this.whole, this.diedAt, this.state, this.doneAt, this.doneBy, masked);
	}

	/** Where it died. */
	public enum Source {

		KAFKA, RABBITMQ

	}

	/** What became of it. */
	public enum State {

		/** Nobody has done anything about it. */
		WAITING,
		/** It went back to where it came from; where it dies again it is another one. */
		REPLAYED,
		/** Staff want nothing to come of it. */
		DISCARDED,
		/** It named a person who is erased; what it said is gone. */
		ERASED

	}

}
