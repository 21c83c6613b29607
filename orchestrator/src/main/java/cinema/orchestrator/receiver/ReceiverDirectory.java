package cinema.orchestrator.receiver;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import cinema.orchestrator.catalogue.EventEntry;
import cinema.orchestrator.context.ContextClient;
import cinema.workflows.event.Event;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.springframework.stereotype.Component;

/**
 * Finds the receiver of an event: the address from the event if it has one, everything
 * else from auth.
 */
@Component
public class ReceiverDirectory {

	private static final Logger logger = LoggerFactory.getLogger(ReceiverDirectory.class);

	private static final int MOST_REMEMBERED = 10_000;

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final ContextClient services;

	private final ReceiverProperties properties;

	private final MeterRegistry meters;

	private final Clock clock;

	ReceiverDirectory(ContextClient services, ReceiverProperties properties, MeterRegistry meters, Clock clock) {
		this.services = services;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
	}

	/** The id of the user whom an event is about, or null when it names none. */
	public static @Nullable String userId(Event event, EventEntry entry) {
		Object named = event.details().get("user_id");
		if (named instanceof String || named instanceof Number) {
			String id = named.toString();
			return id.matches("[A-Za-z0-9._:-]{1,200}") ? id : null;
		}
		return entry.receiverIsEventId() ? event.id() : null;
	}

	/** The receiver as auth knows him now; trouble of auth is thrown as it is. */
	public Receiver find(Event event, EventEntry entry) {
		String userId = userId(event, entry);
		JsonNode user = (userId != null) ? lookUp(userId) : MissingNode.getInstance();
		String announced = (event.details().get("email") instanceof String email) ? email : null;
		return new Receiver(userId, (announced != null) ? announced : text(user, "email"), text(user, "first_name"),
				text(user, "last_name"), zone(text(user, "time_zone"), !user.isMissingNode()), locale(user),
				!user.isMissingNode(), user.path("is_active").asBoolean(true),
				user.path("email_notifications").asBoolean(true));
	}

	private JsonNode lookUp(String userId) {
		if (!isUuid(userId)) {
			return MissingNode.getInstance();
		}
		Instant now = this.clock.instant();
		Answer remembered = this.answers.get(userId);
		if (remembered != null && now.isBefore(remembered.until())) {
			return remembered.user();
		}
		JsonNode page = this.services
			.fetch("http://" + this.properties.service() + "/api/v1/users/?page_size=1&id=" + userId);
		JsonNode user = page.path("items").path(0);
		remember(userId, new Answer(user, now.plus(this.properties.remember())));
		return user;
	}

	private void remember(String userId, Answer answer) {
		if (this.answers.size() >= MOST_REMEMBERED) {
			Instant now = this.clock.instant();
			this.answers.values().removeIf((one) -> !now.isBefore(one.until()));
		}
		if (this.answers.size() < MOST_REMEMBERED) {
			this.answers.put(userId, answer);
		}
	}

	private static boolean isUuid(String userId) {
		try {
			return UUID.fromString(userId).toString().equalsIgnoreCase(userId);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private String locale(JsonNode user) {
		String locale = text(user, "locale");
		return (locale != null) ? locale : this.properties.defaultLocale();
	}

	private ZoneId zone(@Nullable String name, boolean known) {
		try {
			if (name != null && ZoneId.getAvailableZoneIds().contains(name)) {
				return ZoneId.of(name);
			}
		}
		catch (DateTimeException ex) {
			logger.debug("A zone is listed but cannot be loaded", ex);
		}
		if (known) {
			this.meters.counter("cinema.receivers.unknown_zone").increment();
			logger.warn("A receiver's time zone is unknown; {} counts instead", this.properties.defaultTimeZone());
		}
		return this.properties.defaultTimeZone();
	}

	private static @Nullable String text(JsonNode user, String field) {
		JsonNode value = user.path(field);
		return (value.isString() && !value.asString().isBlank()) ? value.asString() : null;
	}

	private record Answer(JsonNode user, Instant until) {
	}

}
