package cinema.orchestrator.announcement;

import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.order.Spelling;
import cinema.orchestrator.queue.QueueProperties;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Orders of mailings by REST, at once or on a schedule, by the rules that hold for Kafka;
 * but who waits for an answer learns at once what would fail the mailing later.
 */
@Component
public class OrderCheck {

	private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {
	};

	private final Announcer announcer;

	private final Renderer renderer;

	private final StoredTemplates templates;

	private final List<Channel> served;

	OrderCheck(Announcer announcer, Renderer renderer, StoredTemplates templates, QueueProperties queues) {
		this.served = queues.channels();
		this.templates = templates;
		this.announcer = announcer;
		this.renderer = renderer;
	}

	/**
	 * Reads an order that could be announced now.
	 * @param within what stands before the names of its fields, for example
	 * {@code mailing.}
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public MailingOrder require(ObjectNode order, String within) {
		Spelling.OF_MAILINGS.require(order, within);
		RefusedException.unless(order.has("receivers"), within + "receivers", "is missing");
		this.announcer.check(order.deepCopy().put("event_type", Catalogue.MAILING), within);
		MailingOrder read = MailingOrder.read(JsonMapper.shared().treeToValue(order, FIELDS));
		requireTemplate(read, within);
		return read;
	}

	private void requireTemplate(MailingOrder order, String within) {
		for (Channel channel : order.channels()) {
			String name = channel + "/" + ((order.version() != null) ? order.versionedTemplate()
					: this.templates.current(order.template()));
			RefusedException.unless(this.served.contains(channel), within + "delivery_type",
					"names a channel that is off: " + channel);
			RefusedException.unless(this.renderer.knows(name), within + "template", "there is no template " + name);
		}
	}

}
