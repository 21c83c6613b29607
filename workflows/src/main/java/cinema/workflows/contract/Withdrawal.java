package cinema.workflows.contract;

import java.util.List;

/**
 * Takes back postings that may still be queued: each id is answered with the receipt of
 * what became of it. JSON on RabbitMQ with AMQP type
 * {@value PostingQueues#WITHDRAWAL_TYPE}, on the channel's urgent queue.
 */
public record Withdrawal(String workflowId, Channel channel, List<String> postingIds) {
}
