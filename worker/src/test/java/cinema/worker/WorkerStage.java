package cinema.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.Urgency;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands before and behind the worker in a test of a channel: whoever dispatches by
 * a real broker, and reads the receipts.
 */
public final class WorkerStage {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
		.build();

	private final Deque<Receipt> arrived = new ArrayDeque<>();

	private final String replyTo = "receipts." + UUID.randomUUID();

	private final RabbitTemplate rabbit;

	private final Channel channel;

	public WorkerStage(RabbitTemplate rabbit, AmqpAdmin admin, Channel channel) {
		this.rabbit = rabbit;
		this.channel = channel;
		admin.declareQueue(new Queue(this.replyTo, false, false, false));
	}

	/** A database and a broker of a test's own. */
	public static EmbeddedPostgres parts(DynamicPropertyRegistry properties) throws IOException {
		EmbeddedPostgres postgres = EmbeddedPostgres.start();
		int amqp = AmqpBroker.start();
		properties.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
		properties.add("spring.datasource.username", () -> "postgres");
		properties.add("spring.datasource.password", () -> "postgres");
		properties.add("spring.rabbitmq.port", () -> amqp);
		properties.add("spring.rabbitmq.username", () -> "cinema");
		properties.add("spring.rabbitmq.password", () -> "cinema");
		return postgres;
	}

	/** A text without subject and html, worth sending for an hour. */
	public Posting text(String address, String text, Urgency urgency) {
		return text(address, text, urgency, Instant.now().plusSeconds(3600), null, 1);
	}

	public Posting text(String address, String text, Urgency urgency, Instant deadline, @Nullable QuietHours night,
			int attempt) {
		return new Posting(UUID.randomUUID().toString(), "event/user_signed_up/1", "1", "welcome", "account",
				this.channel, urgency, new PostingReceiver("1", address, "Ann Lee", "Europe/Moscow", "ru"), "", "",
				text, Map.of(), deadline, night, attempt);
	}

	/** The same letter once more. */
	public Posting again(Posting posting) {
		return posting.nextAttempt(posting.attempt() + 1, "Europe/Moscow", posting.quietHours());
	}

	public void publish(Posting posting) {
		Message message = MessageBuilder.withBody(JSON.writeValueAsString(posting).getBytes(StandardCharsets.UTF_8))
			.setReplyTo(this.replyTo)
			.build();
		this.rabbit.send("", PostingQueues.queue(posting.channel(), posting.urgency()), message);
	}

	public Receipt deliver(Posting posting) {
		publish(posting);
		return receipt();
	}

	/** The next one, whether it comes alone or with others. */
	public Receipt receipt() {
		return receipt(this.replyTo);
	}

	/** What nobody waits for any more. */
	public Receipt lateReceipt() {
		return receipt(PostingQueues.RECEIPTS);
	}

	private Receipt receipt(String queue) {
		if (this.arrived.isEmpty()) {
			Message message = this.rabbit.receive(queue, 20_000);
			assertThat(message).as("a receipt in " + queue).isNotNull();
			this.arrived.addAll(JSON.readValue(message.getBody(), new TypeReference<List<Receipt>>() {
			}));
		}
		return this.arrived.remove();
	}

}
