package cinema.workflows.contract;

/**
 * Names on RabbitMQ: one topic exchange, one durable queue per channel and urgency, one
 * for receipts, one for what nobody can read.
 */
public final class PostingQueues {

	public static final String EXCHANGE = "postings";

	public static final String DEAD = "postings.dead";

	public static final String RECEIPTS = "receipts";

	/**
	 * What mail servers and providers send back, as it came: {@code message/rfc822}, or a
	 * {@link BounceReport} as JSON.
	 */
	public static final String RETURNED = "postings.returned";

	/**
	 * The AMQP type of a message whose body is a {@link Withdrawal} instead of a
	 * {@link Posting}.
	 */
	public static final String WITHDRAWAL_TYPE = "withdrawal";

	/** The AMQP type of a message whose body is an {@link Erasure}. */
	public static final String ERASURE_TYPE = "erasure";

	/** The header that says when the event happened: milliseconds since 1970. */
	public static final String OCCURRED_AT = "x-occurred-at";

	/** The header of a receipt that says by which channel its posting went. */
	public static final String CHANNEL = "x-channel";

	private PostingQueues() {
	}

	public static String routingKey(Channel channel, Urgency urgency) {
		return channel + "." + urgency;
	}

	public static String queue(Channel channel, Urgency urgency) {
		return EXCHANGE + "." + routingKey(channel, urgency);
	}

}
