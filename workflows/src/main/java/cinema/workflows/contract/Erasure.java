package cinema.workflows.contract;

/**
 * A person is to be forgotten by the channels that keep what they deliver. JSON on
 * RabbitMQ with AMQP type {@value PostingQueues#ERASURE_TYPE}, on the channel's urgent
 * queue; repetitions change nothing.
 *
 * @param userId auth's id
 */
public record Erasure(String userId) {
}
