package cinema.worker.channel;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;

/** A way to reach a person; a bean of this type is all that a further channel needs. */
public interface DeliveryChannel {

	Channel channel();

	/**
	 * Sends the posting once; called after the ledger says that it is being sent.
	 * @return what is known of it, for every kind of trouble too
	 */
	SendResult send(Posting posting);

}
