package cinema.orchestrator.erasure;

import java.util.Collection;

import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;

import org.springframework.stereotype.Component;

/** Asks the worker to forget the messages that it keeps for people to find. */
@Component
class KeptMessages implements Forgetful {

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	KeptMessages(PostingMessages messages, PostingPublisher publisher) {
		this.messages = messages;
		this.publisher = publisher;
	}

	/** Returns when the broker keeps the order. */
	@Override
	public void forget(String userId, Collection<String> addresses) {
		if (this.publisher.serves(Channel.WEB)) {
			this.publisher.publish(PostingQueues.routingKey(Channel.WEB, Urgency.URGENT),
					this.messages.erasure(new Erasure(userId)));
		}
	}

}
