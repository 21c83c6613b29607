package cinema.worker.channel;

import java.util.List;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;

/** A way to reach a person; a bean of this type is all that a further channel needs. */
public interface DeliveryChannel {

	Channel channel();

	/**
	 * Takes in hand what postings of one urgency need to be sent at once, and waits for
	 * the first of them; called before the ledger says that they are being sent.
	 * @return a line for the first of them, and for the next ones as far as they go; each
	 * is to be closed
	 */
	List<Line> open(List<Posting> postings);

	/**
	 * The same for postings of a mailing that were taken in hand together: where one of
	 * them would keep the others waiting, it steps aside.
	 */
	default List<Line> openPart(List<Posting> postings) {
		return open(postings);
	}

	/**
	 * How many letters of mailings all its providers together take at the same time; 0
	 * where as many as usual are enough.
	 */
	default int together() {
		return 0;
	}

	/**
	 * Takes back what was delivered, where a channel still has it in hand.
	 * @param evenSeen whether what somebody has looked at is taken back as well
	 * @return whether nobody has it, nor ever gets it of whoever may still be sending it
	 */
	default boolean retract(String postingId, boolean evenSeen) {
		return false;
	}

	/**
	 * Whether what was sent is there and not taken back, where a channel can tell;
	 * whatever the ledger knows of it.
	 */
	default boolean has(String postingId) {
		return false;
	}

}
