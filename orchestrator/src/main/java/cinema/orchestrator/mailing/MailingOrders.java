package cinema.orchestrator.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.announcement.DirectOrders;
import cinema.orchestrator.announcement.OrderCheck;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.order.MailingIds;
import cinema.orchestrator.order.MailingOrder;
import cinema.platform.audit.Actor;
import cinema.platform.problem.RefusedException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/** Takes orders by REST. */
@Component
class MailingOrders {

	/** Clocks differ: a moment that passed so lately is now. */
	private static final Duration NOW = Duration.ofMinutes(1);

	private final Announcer announcer;

	private final AnnouncedEvents announced;

	private final OrderCheck check;

	private final DirectOrders direct;

	private final Clock clock;

	MailingOrders(Announcer announcer, AnnouncedEvents announced, OrderCheck check, DirectOrders direct, Clock clock) {
		this.direct = direct;
		this.announcer = announcer;
		this.announced = announced;
		this.check = check;
		this.clock = clock;
	}

	/**
	 * Announces an order.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	Placed place(byte[] body) {
		if (!(Announcer.read(body) instanceof ObjectNode order)) {
			throw new RefusedException("body", "has to be a JSON object");
		}
		MailingOrder read = this.check.require(order, "");
		order.put("event_type", Catalogue.MAILING);
		requireToCome(read, order.path("id").asString(""));
		String taken = MailingIds.refusal(order.path("id").asString(""));
		RefusedException.unless(taken == null, "id", String.valueOf(taken));
		this.direct.require(order.path("receivers").asString(""), "receivers");
		byte[] event = JsonMapper.shared().writeValueAsBytes(order);
		return new Placed(this.announcer.announce(List.of(event), Actor.now().name()).get(0).orRefuse().id(),
				read.template());
	}

	/** A repetition is answered like the first one, however late it comes. */
	private void requireToCome(MailingOrder order, String id) {
		Instant last = order.lastMoment();
		Instant now = this.clock.instant();
		RefusedException.unless(
				last == null || !last.isBefore(now.minus(NOW)) || this.announced.isKnown(Catalogue.MAILING, id),
				"send_at", "has passed" + ((order.sendAtLocal() != null) ? " everywhere" : "") + ", it is " + now
						+ "; left out it is at once");
	}

	/** An order that Kafka has. */
	record Placed(String id, String notice) {
	}

}
