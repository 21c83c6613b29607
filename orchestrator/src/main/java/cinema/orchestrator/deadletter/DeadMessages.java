package cinema.orchestrator.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;

/**
 * RabbitMQ's messages as they are kept, and made again: what their readers look at, so
 * without what the broker or somebody who buried them has added.
 */
final class DeadMessages {

	private static final String HEADER = ".";

	private static final Set<String> ADDED = Set.of("x-code", "x-reason", "x-source-queue", "x-delivery-count",
			"x-acquired-count", "x-opt-rk", "x-opt-ex");

	private DeadMessages() {
	}

	static DeadContent content(Message message) {
		MessageProperties from = message.getMessageProperties();
		Map<String, Object> kept = new TreeMap<>();
		from.getHeaders().forEach((name, value) -> {
			boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
			if (plain && !ADDED.contains(name) && !name.matches("x-(first-|last-)?death.*")) {
				kept.put(HEADER + name, value);
			}
		});
		keep(kept, "message_id", from.getMessageId());
		keep(kept, "type", from.getType());
		keep(kept, "content_type", from.getContentType());
		keep(kept, "content_encoding", from.getContentEncoding());
		keep(kept, "correlation_id", from.getCorrelationId());
		keep(kept, "reply_to", from.getReplyTo());
		keep(kept, "app_id", from.getAppId());
		return new DeadContent(null, message.getBody(), List.of(), null, kept);
	}

	private static void keep(Map<String, Object> kept, String name, @Nullable Object value) {
		if (value != null) {
			kept.put(name, value);
		}
	}

	static Message message(DeadContent content) {
		MessageProperties made = new MessageProperties();
		content.properties().forEach((name, value) -> {
			switch (name) {
				case "message_id" -> made.setMessageId(value.toString());
				case "type" -> made.setType(value.toString());
				case "content_type" -> made.setContentType(value.toString());
				case "content_encoding" -> made.setContentEncoding(value.toString());
				case "correlation_id" -> made.setCorrelationId(value.toString());
				case "reply_to" -> made.setReplyTo(value.toString());
				case "app_id" -> made.setAppId(value.toString());
				default -> made.setHeader(name.substring(HEADER.length()), value);
			}
		});
		made.setDeliveryMode(MessageDeliveryMode.PERSISTENT);
		return MessageBuilder.withBody(content.body()).andProperties(made).build();
	}

}
