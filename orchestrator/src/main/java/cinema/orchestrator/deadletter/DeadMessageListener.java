package cinema.orchestrator.deadletter;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.queue.Patience;
import com.rabbitmq.client.Channel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.stereotype.Component;

/**
 * Takes the dead letters of RabbitMQ. Returns when they are in the table, however long
 * the database is away; then they are acknowledged.
 */
@Component
class DeadMessageListener implements ChannelAwareBatchMessageListener {

	private static final String UNKNOWN = "UNKNOWN";

	/**
	 * What workers, orchestrators and the broker itself say; whatever else is UNKNOWN.
	 */
	private static final Set<String> REASONS = Set.of("TOO_LARGE", "NOT_JSON", "INVALID_FIELD", "UNKNOWN_CHANNEL",
			"NOT_A_RECEIPT", "NO_POSTING", "FORGED", "NOT_A_BOUNCE", "NOT_SENT", "FORGOTTEN", "ON_ITS_WAY",
			"UNREADABLE", "REJECTED", "EXPIRED", "MAXLEN", "DELIVERY_LIMIT", UNKNOWN);

	private final Patience patience = new Patience(LoggerFactory.getLogger(DeadMessageListener.class));

	private final DeadLetterIntake intake;

	private final Map<String, Counter> counters;

	private final Clock clock;

	DeadMessageListener(DeadLetterIntake intake, Clock clock, MeterRegistry meters) {
		this.intake = intake;
		this.counters = REASONS.stream()
			.collect(Collectors.toMap(Function.identity(),
					(reason) -> meters.counter("cinema.messages.dead", "reason", reason)));
		this.clock = clock;
	}

	@Override
	public void onMessageBatch(List<Message> messages, @Nullable Channel channel) {
		List<FoundLetter> found = messages.stream().map(this::found).toList();
		this.patience.retry("write dead letters down", () -> this.intake.keep(found));
		found.forEach((letter) -> count(letter.reason()));
	}

	private void count(String reason) {
		Objects.requireNonNull(this.counters.get(REASONS.contains(reason) ? reason : UNKNOWN)).increment();
	}

	private FoundLetter found(Message message) {
		Optional<String> words = header(message, "x-reason");
		Optional<String> given = header(message, "x-first-death-reason");
		String reason = header(message, "x-code")
			.or(() -> given.map((word) -> word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")))
			.orElse(words.isPresent() ? "UNREADABLE" : UNKNOWN);
		String detail = words.or(() -> given.map((word) -> "the broker gave it up: " + word)).orElse(null);
		return new FoundLetter(null, Boolean.TRUE.equals(message.getMessageProperties().getRedelivered()),
				Source.RABBITMQ, origin(message), reason, detail, this.clock.instant(), message.getBody().length, true,
				DeadMessages.content(message));
	}

	/** An empty text when nobody has said where it was. */
	private static String origin(Message message) {
		return header(message, "x-source-queue").or(() -> header(message, "x-first-death-queue")).orElse("");
	}

	private static Optional<String> header(Message message, String name) {
		return Optional.ofNullable(message.getMessageProperties().getHeaders().get(name)).map(Objects::toString);
	}

}
