package cinema.orchestrator.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import cinema.orchestrator.attachment.AttachmentRefusedException;
import cinema.orchestrator.attachment.EventAttachments;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.contract.Contracts;
import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.order.WrittenTime;
import cinema.orchestrator.seal.Keyring;
import cinema.orchestrator.seal.SealedDetails;
import cinema.workflows.plan.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Reads events in all the spellings that real producers use, and says exactly what is
 * wrong with the rest.
 */
@Component
public class EventParser {

	/** What identifies an event together with its type. */
	private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:-]{1,200}");

	private static final Pattern TYPE = Pattern.compile("[a-z0-9_]{1,100}");

	private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9._-]{1,60}");

	private static final String SUFFIX = "_event";

	private static final Set<String> OF_ALL = Set.of("id", "occurred_at", "details");

	private final Catalogue catalogue;

	private final Contracts contracts;

	private final OrderReader orders;

	private final EventAttachments attachments;

	private final IntakeProperties properties;

	private final Clock clock;

	EventParser(Catalogue catalogue, Contracts contracts, OrderReader orders, EventAttachments attachments,
			IntakeProperties properties, Clock clock) {
		this.attachments = attachments;
		this.catalogue = catalogue;
		this.contracts = contracts;
		this.orders = orders;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Reads one record with a value.
	 * @param otherwiseId the identity of one that brings none, which is asked only then
	 * @throws UnreadableEventException when it is no event that anybody knows
	 */
	Event parse(ConsumerRecord<byte[], byte[]> kafka, Supplier<String> otherwiseId) {
		Instant now = this.clock.instant();
		return parse(kafka.value(), otherwiseId,
				(kafka.timestamp() > 0) ? Instant.ofEpochMilli(kafka.timestamp()) : now);
	}

	/**
	 * Reads an event wherever it comes from.
	 * @param otherwiseId the identity of one that brings none
	 * @param announcedAt when one occurred that does not say so
	 * @throws UnreadableEventException when it is no event that anybody knows
	 */
	public Event parse(byte[] value, String otherwiseId, Instant announcedAt) {
		return parse(value, () -> otherwiseId, announcedAt);
	}

	private Event parse(byte[] value, Supplier<String> otherwiseId, Instant announcedAt) {
		UnreadableEventException.unless(value.length <= this.properties.maxSize().toBytes(), "TOO_LARGE",
				"the record has " + value.length + " bytes");
		JsonNode node = EventJson.object(value);
		String type = type(node);
		this.contracts.violation(type, node).ifPresent((violation) -> {
			throw new UnreadableEventException(reason(type, violation.field()), violation.toString());
		});
		Event event = new Event(type, id(node, otherwiseId), fromService(node), occurredAt(node, announcedAt),
				type.equals(Catalogue.MAILING) ? this.orders.order(node) : details(node));
		requireAttachments(event);
		return event;
	}

	private void requireAttachments(Event event) {
		try {
			this.attachments.require(event);
		}
		catch (AttachmentRefusedException refused) {
			throw new UnreadableEventException(OrderReader.reason(OrderReader.ATTACHMENTS),
					String.valueOf(refused.getMessage()));
		}
	}

	/** Named by the field that is wrong, as far as we know its name. */
	private static String reason(String type, String field) {
		String known = type.equals(Catalogue.MAILING) ? field.replaceFirst("^details\\.", "") : field;
		String name = known.split("[.\\[]", 2)[0];
		return (OF_ALL.contains(name) || (type.equals(Catalogue.MAILING) && MailingOrder.FIELDS.contains(name)))
				? OrderReader.reason(name) : "INVALID_FIELD";
	}

	private String type(JsonNode node) {
		String announced = announcedType(node);
		String type = announced.endsWith(SUFFIX) ? announced.substring(0, announced.length() - SUFFIX.length())
				: announced;
		boolean readable = TYPE.matcher(type).matches();
		UnreadableEventException.unless(readable && this.catalogue.knows(type), "UNKNOWN_TYPE",
				"event_type: the catalogue has no notice for " + (readable ? type : "this one"));
		return type;
	}

	private static String announcedType(JsonNode node) {
		String type = text(node, "event_type");
		if (type == null) {
			type = text(node, "event");
		}
		if (type == null && node.has("receivers") && node.has("template")) {
			return Catalogue.MAILING;
		}
		if (type == null || type.isEmpty()) {
			Envelope.refuse(node);
			throw new UnreadableEventException("MISSING_TYPE", "event_type: is missing");
		}
		return type;
	}

	private static String id(JsonNode node, Supplier<String> otherwise) {
		JsonNode id = node.get("id");
		if (id == null || id.isNull()) {
			return otherwise.get();
		}
		boolean whole = id.isNumber() && id.canConvertToExactIntegral() && id.canConvertToLong();
		String text = (id.isString() || id.isIntegralNumber()) ? id.asString()
				: whole ? String.valueOf(id.longValue()) : "";
		UnreadableEventException.unless(ID.matcher(text).matches(), "INVALID_ID",
				"id: has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -, not . or .., and nothing personal");
		return text;
	}

	/** A name for people to read; what is no name of a service is left out. */
	private static @Nullable String fromService(JsonNode node) {
		JsonNode name = node.path("from_service");
		return (name.isString() && SERVICE.matcher(name.asString()).matches()) ? name.asString() : null;
	}

	private Instant occurredAt(JsonNode node, Instant announcedAt) {
		JsonNode text = node.path("occurred_at");
		Instant at = text.isString() ? instant(text.asString()) : announcedAt;
		UnreadableEventException.unless(!at.isAfter(this.clock.instant().plus(this.properties.maxAhead())),
				"OCCURRED_AT_IN_FUTURE", "occurred_at: lies in the future");
		return at;
	}

	private static Instant instant(String text) {
		Instant at = WrittenTime.instant(text)
			.orElseThrow(() -> new UnreadableEventException("INVALID_OCCURRED_AT",
					"occurred_at: has to be ISO 8601 with an offset, for example 2026-11-23T10:00:00Z"));
		UnreadableEventException.unless(!at.isBefore(Instant.EPOCH), "INVALID_OCCURRED_AT",
				"occurred_at: lies before 1970");
		return at;
	}

	@SuppressWarnings("NullAway") // the values of details may be null, as JSON's may
	static Map<String, Object> details(JsonNode node) {
		JsonNode details = node.path("details");
		if (!details.isObject()) {
			return Map.of();
		}
		Map<String, Object> read = EventJson.map(details);
		UnreadableEventException.unless(
				!(read.get(SealedDetails.FIELD) instanceof String text && Keyring.isSealed(text)), "INVALID_DETAILS",
				"details." + SealedDetails.FIELD + ": must not look like what is sealed here");
		return read;
	}

	private static @Nullable String text(JsonNode node, String field) {
		JsonNode value = node.path(field);
		if (value.isMissingNode() || value.isNull()) {
			return null;
		}
		UnreadableEventException.unless(value.isString(), "INVALID_FIELD", field + ": has to be a text");
		return value.asString();
	}

}
