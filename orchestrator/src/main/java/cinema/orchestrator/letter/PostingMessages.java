package cinema.orchestrator.letter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import cinema.orchestrator.queue.WireFormat;
import cinema.platform.trace.Traces;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Withdrawal;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageBuilderSupport;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.core.Queue;
import org.springframework.stereotype.Component;

/** AMQP messages to the worker: persistent, and answered to this instance. */
@Component
public class PostingMessages {

	private final Queue replyTo;

	private final WireFormat wire;

	PostingMessages(Queue replyTo, WireFormat wire) {
		this.replyTo = replyTo;
		this.wire = wire;
	}

	/**
	 * The body is what is stored; the headers only help to watch it.
	 * @param occurredAt from when the receiver has been waiting
	 */
	public Message posting(String id, Instant occurredAt, String json) {
		MessageBuilderSupport<Message> message = message(json.getBytes(StandardCharsets.UTF_8)).setMessageId(id)
			.setHeader(PostingQueues.OCCURRED_AT, occurredAt.toEpochMilli());
		String trace = Traces.traceparent();
		return ((trace != null) ? message.setHeader(Traces.HEADER, trace) : message).build();
	}

	public Message withdrawal(Withdrawal withdrawal) {
		return message(this.wire.write(withdrawal)).setType(PostingQueues.WITHDRAWAL_TYPE)
			.setMessageId(UUID.randomUUID().toString())
			.build();
	}

	public Message erasure(Erasure erasure) {
		return message(this.wire.write(erasure)).setType(PostingQueues.ERASURE_TYPE)
			.setMessageId(UUID.randomUUID().toString())
			.build();
	}

	private MessageBuilderSupport<Message> message(byte[] body) {
		return MessageBuilder.withBody(body)
			.setContentType(MessageProperties.CONTENT_TYPE_JSON)
			.setDeliveryMode(MessageDeliveryMode.PERSISTENT)
			.setReplyTo(this.replyTo.getName());
	}

}
