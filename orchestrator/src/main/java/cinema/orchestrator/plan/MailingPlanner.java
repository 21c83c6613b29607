package cinema.orchestrator.plan;

import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.attachment.EventAttachments;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.NoticeEntry;
import cinema.orchestrator.catalogue.NoticeEntry.Night;
import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;

import org.springframework.stereotype.Component;

/** Plans notices for an audience: of mailing events, and of the catalogue. */
@Component
public class MailingPlanner {

	private final PlanProperties rules;

	private final MailingProperties properties;

	private final StoredTemplates templates;

	private final Catalogue catalogue;

	private final EventAttachments attachments;

	MailingPlanner(PlanProperties rules, MailingProperties properties, StoredTemplates templates, Catalogue catalogue,
			EventAttachments attachments) {
		this.attachments = attachments;
		this.catalogue = catalogue;
		this.templates = templates;
		this.rules = rules;
		this.properties = properties;
	}

	/** A mailing event carries its notice, which has the name of its template. */
	public Mailing ordered(Event event) {
		MailingOrder order = MailingOrder.read(event.details());
		String topic = this.catalogue.topics().ofMailing(order.topic(), order.template());
		return new Mailing(without(event), order.template(), topic, order.urgency(), order.receivers(),
				(order.version() != null) ? order.versionedTemplate() : this.templates.current(order.template()),
				order.channels(), Map.of(), order.context(), order.holdsAtNight() ? this.rules.quietHours() : null,
				Objects.requireNonNullElse(order.timeToLive(), this.properties.timeToLive()), order.sendAt(),
				order.sendAtLocal(), order.rate(), false, this.rules.patience(), this.properties.limits(),
				this.catalogue.classes().counted(order.letterClass(), order.overCap(), order.urgency(), false),
				order.attachments().isEmpty() ? null : order.attachments());
	}

	/** The order is read; twice it would only make the history longer. */
	private static Event without(Event event) {
		return new Event(event.type(), event.id(), event.fromService(), event.occurredAt(), Map.of());
	}

	Mailing announced(Event event, String name, NoticeEntry notice, String audience) {
		// To a whole audience only what somebody marked so goes urgently.
		Urgency urgency = (notice.urgency() == Urgency.NORMAL) ? Urgency.BULK : notice.urgency();
		return new Mailing(event, name, notice.topic(), urgency, audience, this.templates.current(notice.template()),
				notice.channels(), notice.context(), Map.of(),
				(notice.quietHours() == Night.HOLD) ? this.rules.quietHours() : null, notice.timeToLive(), null, null,
				0, this.catalogue.isRequired(notice), this.rules.patience(), this.properties.limits(),
				this.catalogue.classes()
					.counted(notice.letterClass(), notice.overCap(), urgency, this.catalogue.isRequired(notice)),
				this.attachments.ofMailing(event, notice.attachments()));
	}

}
