package cinema.orchestrator.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.deadletter.DeadContent.Header;
import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.intake.IntakeProperties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Takes the dead letters of Kafka, in a group of its own: offsets are committed when all
 * are in the table, and what comes again is there already.
 */
@Component
class DeadEventListener {

	private static final String REASON = "x-reason";

	private static final long LAST = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

	private final DeadLetterIntake intake;

	private final IntakeProperties properties;

	private final String group;

	DeadEventListener(DeadLetterIntake intake, IntakeProperties properties,
			@Value("${spring.kafka.consumer.group-id}") String group) {
		this.intake = intake;
		this.properties = properties;
		this.group = group + "-dead-letters";
	}

	/** What the listener's annotation asks for. */
	public String[] topics() {
		return this.properties.topics().stream().map(this.properties::deadLetters).toArray(String[]::new);
	}

	/** What the listener's annotation asks for. */
	public String group() {
		return this.group;
	}

	/** A topic that is made while this runs is found within seconds. */
	@KafkaListener(id = "dead-letters", groupId = "#{__listener.group()}", topics = "#{__listener.topics()}",
			properties = "metadata.max.age.ms=15000")
	void take(List<ConsumerRecord<byte[], byte[]>> records) {
		this.intake.keep(records.stream().filter((one) -> one.value() != null).map(this::found).toList());
	}

	private FoundLetter found(ConsumerRecord<byte[], byte[]> dead) {
		List<Header> headers = new ArrayList<>();
		dead.headers().forEach((one) -> headers.add(new Header(one.key(), one.value())));
		Long cutFrom = number(dead, "x-cut-from");
		String place = dead.topic() + "-" + dead.partition() + "-" + dead.offset() + "-" + dead.timestamp();
		DeadContent content = new DeadContent(dead.key(), dead.value(), original(headers), number(dead, "x-timestamp"),
				Map.of());
		return new FoundLetter(place, false, Source.KAFKA, origin(dead),
				Objects.requireNonNullElse(text(dead, REASON), "UNKNOWN"), text(dead, "x-detail"), diedAt(dead),
				(cutFrom != null) ? (int) Math.min(cutFrom, Integer.MAX_VALUE) : dead.value().length, cutFrom == null,
				content);
	}

	/** Those that were there before ours. */
	private static List<Header> original(List<Header> headers) {
		int ours = headers.stream().map(Header::name).toList().lastIndexOf(REASON);
		return (ours >= 0) ? headers.subList(0, ours) : headers;
	}

	private String origin(ConsumerRecord<byte[], byte[]> dead) {
		String named = text(dead, "x-topic");
		return (named != null && this.properties.topics().contains(named)) ? named
				: this.properties.topics()
					.stream()
					.filter((topic) -> this.properties.deadLetters(topic).equals(dead.topic()))
					.findFirst()
					.orElseThrow();
	}

	/** What the database cannot keep as a moment is none. */
	private static Instant diedAt(ConsumerRecord<byte[], byte[]> dead) {
		String text = text(dead, "x-at");
		boolean isMoment = text != null && text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{5,18}Z");
		try {
			return isMoment ? Instant.parse(text) : announcedAt(dead);
		}
		catch (DateTimeException ex) {
			return announcedAt(dead);
		}
	}

	private static Instant announcedAt(ConsumerRecord<byte[], byte[]> dead) {
		return Instant.ofEpochMilli(Math.min(Math.max(0, dead.timestamp()), LAST));
	}

	/** What others wrote there is no reason to stop. */
	private static @Nullable Long number(ConsumerRecord<?, ?> dead, String header) {
		String text = text(dead, header);
		return (text != null && text.matches("\\d{1,18}")) ? Long.valueOf(text) : null;
	}

	private static @Nullable String text(ConsumerRecord<?, ?> dead, String header) {
		var found = dead.headers().lastHeader(header);
		return (found != null && found.value() != null) ? new String(found.value(), StandardCharsets.UTF_8) : null;
	}

}
