package cinema.workflows.contract;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Takes back postings that may still be queued: each id is answered with the receipt of
 * what became of it. JSON on RabbitMQ with AMQP type
 * {@value PostingQueues#WITHDRAWAL_TYPE}, on the channel's urgent queue.
 *
 * @param evenSeen whether what its person has looked at is taken back as well, where a
 * channel can; null is no
 */
public record Withdrawal(String workflowId, Channel channel, List<String> postingIds, @Nullable Boolean evenSeen) {

	/** Of what nobody has looked at. */
	public Withdrawal(String workflowId, Channel channel, List<String> postingIds) {
		this(workflowId, channel, postingIds, null);
	}

	/** Whether it is taken back though somebody has looked at it. */
	public boolean takesSeen() {
		return Boolean.TRUE.equals(this.evenSeen);
	}

}
