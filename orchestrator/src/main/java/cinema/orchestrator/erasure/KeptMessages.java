package cinema.orchestrator.erasure;

import java.util.Collection;
import java.util.List;

import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;

import org.springframework.stereotype.Component;

/**
 * Asks the worker to forget the messages that it keeps for people to find, and their
 * browsers: by whichever channel is on, since it may keep what came by one that was.
 */
@Component
class KeptMessages implements Forgetful {

	private static final List<Channel> WAYS = List.of(Channel.WEB, Channel.PUSH, Channel.EMAIL, Channel.SMS);

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	KeptMessages(PostingMessages messages, PostingPublisher publisher) {
		this.messages = messages;
		this.publisher = publisher;
	}

	/** Returns when the broker keeps the order. */
	@Override
	public void forget(String userId, Collection<String> addresses) {
		WAYS.stream()
			.filter(this.publisher::serves)
			.findFirst()
			.ifPresent((way) -> this.publisher.publish(PostingQueues.routingKey(way, Urgency.URGENT),
					this.messages.erasure(new Erasure(userId))));
	}

}
