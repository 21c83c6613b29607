package cinema.orchestrator.parts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Takes postings off their queues and answers as the test says. */
public final class FakeWorker {

	private final JsonMapper json = JsonMapper.builder().build();

	private final RabbitTemplate rabbit;

	public FakeWorker(RabbitTemplate rabbit) {
		this.rabbit = rabbit;
	}

	/** The next message of a queue. */
	public Message take(String queue) {
		Message message = this.rabbit.receive(queue, 15_000);
		if (message == null) {
			throw new AssertionError("nothing came in " + queue);
		}
		return message;
	}

	public JsonNode read(Message message) {
		return this.json.readTree(message.getBody());
	}

	/** Reports a status to wherever the posting wants its answer. */
	public void report(Message posting, String status) {
		report(posting.getMessageProperties().getReplyTo(), posting, status);
	}

	public void report(String queue, Message posting, String status) {
		report(queue, posting, status, "2026-11-23T10:00:01Z");
	}

	/** Reports what became of it just now. */
	public void reportNow(Message posting, String status) {
		report(posting.getMessageProperties().getReplyTo(), posting, status, Instant.now().toString());
	}

	private void report(String queue, Message posting, String status, String at) {
		JsonNode about = read(posting);
		send(queue,
				this.json.writeValueAsString(Map.of("posting_id", about.get("id").asString(), "workflow_id",
						about.get("workflow_id").asString(), "attempt", about.get("attempt").asInt(), "status", status,
						"at", at, "detail", "250 ok")));
	}

	public void send(String queue, String body) {
		this.rabbit.send("", queue, MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8)).build());
	}

}
