package cinema.orchestrator.intake;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.attachment.AttachmentRefusedException;
import cinema.orchestrator.attachment.Attachments;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Topics;
import cinema.orchestrator.context.ContextClient;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.order.AudienceShare;
import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.order.OrderRefusedException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Reads what a mailing event orders: beside its other fields, as its producers write it
 * today, or in its details.
 */
@Component
class OrderReader {

	static final String ATTACHMENTS = "attachments";

	private final ContextClient services;

	private final ContextCollector collector;

	private final Catalogue catalogue;

	private final Attachments attachments;

	OrderReader(ContextClient services, ContextCollector collector, Catalogue catalogue, Attachments attachments) {
		this.attachments = attachments;
		this.catalogue = catalogue;
		this.services = services;
		this.collector = collector;
	}

	/**
	 * The fields of the order, once it is sure that they make one.
	 * @throws UnreadableEventException {@code INVALID_MAILING}, or the reason of a URL
	 */
	Map<String, Object> order(JsonNode node) {
		Map<String, Object> fields = fields(node.has("receivers") ? EventJson.map(node) : EventParser.details(node));
		try {
			MailingOrder order = MailingOrder.read(fields);
			require("receivers", () -> this.services.requireKnown(AudienceShare.without(order.receivers())));
			require("template_context", () -> this.collector.requireKnown(order.context()));
			requireTopic(order);
			requireClass(order);
			requireAttachments(order);
			return fields;
		}
		catch (OrderRefusedException refused) {
			throw new UnreadableEventException(reason(refused.field()), String.valueOf(refused.getMessage()));
		}
	}

	private void requireTopic(MailingOrder order) {
		Topics topics = this.catalogue.topics();
		String refusal = topics.refusal(topics.ofMailing(order.topic(), order.template()));
		if (refusal != null) {
			throw new UnreadableEventException(reason("topic"), "topic: " + refusal);
		}
	}

	private void requireClass(MailingOrder order) {
		String refusal = this.catalogue.classes().refusal(order.letterClass());
		if (refusal != null) {
			throw new UnreadableEventException(reason("class"), "class: " + refusal);
		}
	}

	private void requireAttachments(MailingOrder order) {
		try {
			this.attachments.require(order.attachments());
		}
		catch (AttachmentRefusedException refused) {
			throw new UnreadableEventException(reason(ATTACHMENTS), ATTACHMENTS + refused.getMessage());
		}
	}

	/** Why an order is refused that has this field wrong. */
	static String reason(String field) {
		return "INVALID_" + field.toUpperCase(Locale.ROOT);
	}

	private static void require(String field, Runnable check) {
		try {
			check.run();
		}
		catch (ApplicationFailure forbidden) {
			throw new UnreadableEventException(reason(field), field + ": " + forbidden.getOriginalMessage());
		}
	}

	private static Map<String, Object> fields(Map<String, ? extends @Nullable Object> all) {
		Map<String, Object> fields = new LinkedHashMap<>(all);
		fields.keySet().retainAll(MailingOrder.FIELDS);
		fields.values().removeIf(Objects::isNull);
		return fields;
	}

}
