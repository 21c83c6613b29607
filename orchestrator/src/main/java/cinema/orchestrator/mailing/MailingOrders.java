package cinema.orchestrator.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import cinema.orchestrator.announcement.Announcement;
import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.announcement.OrderCheck;
import cinema.orchestrator.audience.FailedReceivers;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.staff.Caller;
import cinema.platform.json.JsonFault;
import cinema.platform.json.StrictJsonFactory;
import cinema.platform.problem.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Takes orders by REST. */
@Component
class MailingOrders {

	private static final JsonMapper JSON = JsonMapper.builder(new StrictJsonFactory())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/** Clocks differ: a moment that passed so lately is now. */
	private static final Duration NOW = Duration.ofMinutes(1);

	/** The westernmost clock that people live by. */
	private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

	private final Announcer announcer;

	private final OrderCheck check;

	private final Clock clock;

	MailingOrders(Announcer announcer, OrderCheck check, Clock clock) {
		this.announcer = announcer;
		this.check = check;
		this.clock = clock;
	}

	/**
	 * Announces an order.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	Placed place(byte[] body) {
		ObjectNode order = object(body);
		MailingOrder read = this.check.require(order, "");
		byte[] event = JSON.writeValueAsBytes(order.put("event_type", Catalogue.MAILING));
		requireToCome(read, order.path("id").asString(""));
		requireNoResend(order.path("id").asString(""));
		Announcement announcement = this.announcer.announce(List.of(event), Caller.name()).get(0);
		if (announcement instanceof Announcement.Accepted accepted) {
			return new Placed(accepted.event().id(), read.template());
		}
		Announcement.Refused refused = (Announcement.Refused) announcement;
		throw new RefusedException(refused.status(), refused.field(), refused.reason());
	}

	private static ObjectNode object(byte[] body) {
		try {
			JsonNode node = JSON.readTree(body);
			if (node instanceof ObjectNode order) {
				return order;
			}
		}
		catch (JacksonException ex) {
			JsonFault fault = JsonFault.of(ex);
			throw new RefusedException(HttpStatus.BAD_REQUEST, fault.field(), fault.reason());
		}
		throw new RefusedException(HttpStatus.BAD_REQUEST, "body", "has to be a JSON object");
	}

	/** A repetition is answered like the first one, however late it comes. */
	private void requireToCome(MailingOrder order, String id) {
		Instant last = (order.sendAtLocal() != null) ? order.sendAtLocal().toInstant(LAST_ZONE) : order.sendAt();
		Instant now = this.clock.instant();
		if (last != null && last.isBefore(now.minus(NOW)) && !this.announcer.isKnown(Catalogue.MAILING, id)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "send_at",
					"has passed" + ((order.sendAtLocal() != null) ? " everywhere" : "") + ", it is " + now
							+ "; left out it is at once");
		}
	}

	/** Resends are found by their ids. */
	private static void requireNoResend(String id) {
		if (!FailedReceivers.root(id).equals(id)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "id", "must not end like that of a resend");
		}
	}

	/** An order that Kafka has. */
	record Placed(String id, String notice) {
	}

}
