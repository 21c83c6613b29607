package cinema.worker.sms;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.platform.text.MessageParts;
import org.jspecify.annotations.Nullable;

/** Whoever takes short messages from us and brings them into a telephone network. */
interface SmsGateway extends AutoCloseable {

	/** What keeps it from taking any just now, or null. */
	@Nullable String trouble();

	/** Hands a message over, once; returns for every kind of trouble too. */
	Answer submit(OutgoingSms message);

	@Override
	void close();

	/**
	 * A message that may be sent.
	 *
	 * @param to a number of E.164, with its plus
	 * @param deadline after it nobody needs the message
	 * @param taken what parts are called that were handed over before, counted from 0
	 */
	record OutgoingSms(String postingId, String to, MessageParts text, Instant deadline, Map<Integer, String> taken) {

		/** The parts that are to be handed over. */
		List<Integer> pending() {
			return IntStream.range(0, this.text.parts().size())
				.filter((part) -> !this.taken.containsKey(part))
				.boxed()
				.toList();
		}

		/** Without number and text. */
		@Override
		public String toString() {
			return "OutgoingSms[" + this.postingId + "]";
		}

	}

	/**
	 * What it said.
	 *
	 * @param words its own, or a reference to the message where it was taken
	 * @param retryAt when another attempt makes sense, or null
	 * @param parts how many parts it took all the same, which no attempt hands over again
	 */
	record Answer(Kind kind, String words, @Nullable Instant retryAt, int parts) {

		static Answer of(Kind kind, String words) {
			return new Answer(kind, words, null, 0);
		}

	}

	/** What an answer means. */
	enum Kind {

		/** It was taken. */
		TAKEN,

		/** It was not, for a reason between the two of us, and may be another time. */
		OURS,

		/** It was not, for a reason of the receiver's that may pass. */
		LATER,

		/** It was refused for good. */
		REFUSED,

		/** It was taken or not; the answer got lost. */
		UNKNOWN

	}

}
