package cinema.worker.queue;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.Withdrawal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * The JSON on RabbitMQ: snake case, instants as ISO 8601; the samples are in
 * {@code docs/contracts}.
 */
@Component
public class WireFormat {

	private final JsonMapper json = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	private final QueueProperties properties;

	WireFormat(QueueProperties properties) {
		this.properties = properties;
	}

	/**
	 * Reads a posting and looks at every field that a delivery needs.
	 * @throws UnreadableMessageException names the field
	 */
	public Posting posting(byte[] body) {
		Posting posting = read(body, Posting.class);
		require(fields(posting));
		uuid("id", posting.id());
		UnreadableMessageException.unless(posting.workflowId().chars().noneMatch(Character::isISOControl),
				"workflow_id", "has control characters");
		UnreadableMessageException.unless(posting.attempt() >= 1, "attempt", "has to be 1 or more");

		try {
			ZoneId.of(posting.receiver().timeZone());
		}
		catch (DateTimeException ex) {
			throw new UnreadableMessageException("receiver.time_zone: there is no such zone");
		}
		NamedFiles.require(posting.attachments());
		return posting;
	}

	/**
	 * The fields without which nothing can be delivered; JSON may leave out what the type
	 * says is there.
	 */
	private static Map<String, @Nullable Object> fields(Posting posting) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("id", posting.id());
		fields.put("workflow_id", posting.workflowId());
		fields.put("notice", posting.notice());
		fields.put("channel", posting.channel());
		fields.put("urgency", posting.urgency());
		if (posting.channel() == null || posting.channel().form().hasSubject()) {
			fields.put("subject", posting.subject());
			fields.put("html", posting.html());
		}
		fields.put("text", posting.text());
		fields.put("deadline", posting.deadline());
		fields.put("receiver", posting.receiver());
		if (posting.receiver() != null) {
			fields.put("receiver.address", posting.receiver().address());
			fields.put("receiver.time_zone", posting.receiver().timeZone());
		}
		if (posting.quietHours() != null) {
			fields.put("quiet_hours.from", posting.quietHours().from());
			fields.put("quiet_hours.until", posting.quietHours().until());
		}
		return fields;
	}

	/**
	 * Reads a withdrawal.
	 * @throws UnreadableMessageException names the field
	 */
	public Withdrawal withdrawal(byte[] body) {
		Withdrawal withdrawal = read(body, Withdrawal.class);
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("workflow_id", withdrawal.workflowId());
		fields.put("channel", withdrawal.channel());
		fields.put("posting_ids", withdrawal.postingIds());
		require(fields);
		withdrawal.postingIds().forEach((id) -> uuid("posting_ids", id));
		return withdrawal;
	}

	/**
	 * Reads an erasure.
	 * @throws UnreadableMessageException names the field
	 */
	public Erasure erasure(byte[] body) {
		Erasure erasure = read(body, Erasure.class);
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("user_id", erasure.userId());
		require(fields);
		uuid("user_id", erasure.userId());
		return new Erasure(erasure.userId().toLowerCase(Locale.ROOT));
	}

	public byte[] write(Receipt receipt) {
		return this.json.writeValueAsString(receipt).getBytes(StandardCharsets.UTF_8);
	}

	/** One receipt as an object, several as an array of them. */
	public byte[] write(List<Receipt> receipts) {
		return (receipts.size() == 1) ? write(receipts.get(0))
				: this.json.writeValueAsString(receipts).getBytes(StandardCharsets.UTF_8);
	}

	private <T> T read(byte[] body, Class<T> type) {
		if (body.length > this.properties.maxSize().toBytes()) {
			throw new UnreadableMessageException("TOO_LARGE", "the message has " + body.length + " bytes");
		}
		try {
			T value = this.json.readValue(body, type);
			if (value == null) {
				throw new UnreadableMessageException("NOT_JSON", "the message is null");
			}
			return value;
		}
		catch (DatabindException ex) {
			// Only the place: the parser's own words may quote the letter.
			throw new UnreadableMessageException(path(ex) + ": cannot be read");
		}
		catch (JacksonException ex) {
			throw new UnreadableMessageException("NOT_JSON", "the message is no valid JSON");
		}
	}

	private static String path(DatabindException failure) {
		StringBuilder path = new StringBuilder();
		failure.getPath().forEach((step) -> {
			String name = step.getPropertyName();
			path.append((path.isEmpty() || name == null) ? "" : ".")
				.append((name != null) ? name : "[" + step.getIndex() + "]");
		});
		return path.isEmpty() ? "the message" : path.toString();
	}

	private static void require(Map<String, @Nullable Object> fields) {
		fields.forEach((name, value) -> UnreadableMessageException
			.unless(value != null && !(value instanceof String text && text.isEmpty()), name, "missing"));

	}

	private static void uuid(String field, @Nullable String value) {
		try {
			UUID.fromString(String.valueOf(value));
		}
		catch (IllegalArgumentException ex) {
			throw new UnreadableMessageException(field + ": has to be a UUID");
		}
	}

}
