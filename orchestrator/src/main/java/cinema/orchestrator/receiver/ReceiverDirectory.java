package cinema.orchestrator.receiver;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import cinema.orchestrator.context.ContextClient;
import cinema.platform.memory.Recent;
import cinema.platform.parameter.Ids;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Finds the receiver of an event: the address from the event if it has one, everything
 * else from auth.
 */
@Component
public class ReceiverDirectory {

	private static final Logger logger = LoggerFactory.getLogger(ReceiverDirectory.class);

	private static final int MOST_REMEMBERED = 10_000;

	private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

	private final Recent<String, Answer> answers;

	private final ContextClient services;

	private final ReceiverProperties properties;

	private final Counter unknownZones;

	private final Counter unknownDelivery;

	ReceiverDirectory(ContextClient services, ReceiverProperties properties, MeterRegistry meters, Clock clock) {
		this.services = services;
		this.properties = properties;
		this.unknownZones = meters.counter("cinema.receivers.unknown_zone");
		this.unknownDelivery = meters.counter("cinema.receivers.unknown_delivery");
		this.answers = new Recent<>(properties.remember(), MOST_REMEMBERED, clock);
	}

	/**
	 * The receiver as auth knows him now; trouble of auth is thrown, and may pass.
	 * @param userId the user whom the event is about, or null when it names none
	 */
	public Receiver find(Event event, @Nullable String userId) {
		return receiver(event, userId, lookUp(userId, event.type() + "/" + event.id()));
	}

	/** What the event alone says of its receiver. */
	public Receiver unasked(Event event, @Nullable String userId) {
		return receiver(event, userId, MissingNode.getInstance());
	}

	private Receiver receiver(Event event, @Nullable String userId, JsonNode user) {
		String email = announced(event, "email");
		return receiver(userId, (email != null) ? email : text(user, "email"), announced(event, "phone"),
				email != null || Receiver.saysYes(user.path("email_confirmed")),
				user.isMissingNode() ? said(event) : user);
	}

	/** What an event says itself of somebody whom auth does not know. */
	private static JsonNode said(Event event) {
		ObjectNode said = JsonMapper.shared().createObjectNode();
		String locale = announced(event, "locale");
		return (locale != null) ? said.put("locale", locale) : MissingNode.getInstance();
	}

	/** An address that the event itself carries. */
	private static @Nullable String announced(Event event, String field) {
		return (event.details().get(field) instanceof String address && !address.isBlank()) ? address.strip() : null;
	}

	/** Asks auth itself the next time, since the person has just changed something. */
	public void forget(String userId) {
		this.answers.forget(List.of(userId));
	}

	/** A person as auth knows them now; trouble of auth is thrown, and may pass. */
	public Receiver find(String userId) {
		return receiver(userId, lookUp(userId, null));
	}

	/**
	 * Those whose address has this part, as far as auth tells them on one page; trouble
	 * of auth is thrown, and may pass.
	 */
	public List<Receiver> search(String part, int most) {
		JsonNode page = fetch(
				"page_size=" + most + "&email_contains=" + URLEncoder.encode(part, StandardCharsets.UTF_8));
		return page.path("items").valueStream().map(this::read).toList();
	}

	/** A receiver as a page of users describes him. */
	public Receiver read(JsonNode user) {
		return receiver(text(user, "id"), user);
	}

	/** Whether a page of users says by which clock he lives. */
	public boolean knowsZone(JsonNode user) {
		String name = text(user, "time_zone");
		return name != null && ZONES.contains(name);
	}

	private Receiver receiver(@Nullable String userId, JsonNode user) {
		return receiver(userId, text(user, "email"), null, Receiver.saysYes(user.path("email_confirmed")), user);
	}

	private Receiver receiver(@Nullable String userId, @Nullable String email, @Nullable String announcedPhone,
			boolean confirmed, JsonNode user) {
		boolean own = isOwn(email, user);
		String phone = text(user, "phone");
		return new Receiver(userId, email, (announcedPhone != null) ? announcedPhone : phone,
				own ? text(user, "first_name") : null, own ? text(user, "last_name") : null, zone(user), locale(user),
				user.isObject(), Receiver.saysYes(user.path("is_active")),
				Receiver.saysYes(user.path("email_notifications")), confirmed,
				user.path("phone_confirmed").asBoolean(false)
						&& (announcedPhone == null || announcedPhone.equals(phone)),
				preferences(user), delivery(user));
	}

	/** What nobody can read of it is no reason to keep a letter, or to send none. */
	private @Nullable Delivery delivery(JsonNode user) {
		DeliveryReader reader = new DeliveryReader(user.path("delivery"));
		Delivery delivery = reader.read();
		if (reader.hasFaults()) {
			this.unknownDelivery.increment();
			logger.debug("When user {} wants to be told is not to be read; the rest of it counts",
					user.path("id").asString(""));
		}
		return delivery;
	}

	/**
	 * Whether an address is proven to be the user's: anybody may name a stranger's, and
	 * what they call themselves would be their letter to the stranger.
	 */
	private static boolean isOwn(@Nullable String email, JsonNode user) {
		return email != null && email.equalsIgnoreCase(text(user, "email"))
				&& Receiver.saysYes(user.path("email_confirmed"));
	}

	private JsonNode lookUp(@Nullable String userId, @Nullable String event) {
		if (userId == null || Ids.read(userId).isEmpty()) {
			return MissingNode.getInstance();
		}
		Answer known = this.answers.get(userId);
		if (known != null && (known.event() == null || known.event().equals(event))) {
			return known.user();
		}
		JsonNode user = ask(userId);
		// Whoever confirms the address just now would lose what comes in the next moment.
		boolean confirmed = Receiver.saysYes(user.path("email_confirmed"));
		if (confirmed || event != null) {
			this.answers.put(userId, new Answer(user, confirmed ? null : event));
		}
		return user;
	}

	private JsonNode ask(String userId) {
		JsonNode items = page(userId).path("items");
		JsonNode user = items.path(0);
		boolean answersTheQuestion = items.isArray()
				&& (user.isMissingNode() || userId.equalsIgnoreCase(user.path("id").asString("")));
		if (!answersTheQuestion) {
			// To take it would be to write to somebody else, or to nobody.
			throw new IllegalStateException(this.properties.service() + " answered something else than this user");
		}
		return user;
	}

	private JsonNode page(String userId) {
		return fetch("page_size=1&id=" + userId);
	}

	private JsonNode fetch(String query) {
		try {
			return this.services.fetch("http://" + this.properties.service() + "/api/v1/users/?" + query);
		}
		catch (ApplicationFailure refused) {
			// A wrong token or address of auth is ours to mend, and no reason to lose a
			// letter.
			throw new IllegalStateException(refused.getOriginalMessage(), refused);
		}
	}

	private static Map<String, Map<String, Boolean>> preferences(JsonNode user) {
		Map<String, Map<String, Boolean>> preferences = new HashMap<>();
		user.path("preferences").properties().forEach((topic) -> {
			Map<String, Boolean> channels = new HashMap<>();
			topic.getValue().properties().forEach((channel) -> answer(channels, channel.getKey(), channel.getValue()));
			if (!topic.getValue().isObject()) {
				Arrays.stream(Channel.values())
					.forEach((channel) -> answer(channels, channel.toString(), topic.getValue()));
			}
			preferences.put(topic.getKey(), channels);
		});
		return preferences;
	}

	/** Null is no answer. */
	private static void answer(Map<String, Boolean> channels, String channel, JsonNode said) {
		if (!said.isNull()) {
			channels.put(channel, Receiver.saysYes(said));
		}
	}

	/** {@code ru_RU} is what many mean by {@code ru-RU}. */
	private String locale(JsonNode user) {
		String locale = text(user, "locale");
		Locale known = Locale.forLanguageTag((locale != null) ? locale.replace('_', '-') : "");
		return known.getLanguage().isEmpty() ? this.properties.defaultLocale() : known.toLanguageTag();
	}

	private ZoneId zone(JsonNode user) {
		if (knowsZone(user)) {
			return ZoneId.of(String.valueOf(text(user, "time_zone")));
		}
		if (user.isObject()) {
			this.unknownZones.increment();
			logger.debug("The time zone of user {} is unknown; {} counts instead", user.path("id").asString(""),
					this.properties.defaultTimeZone());
		}
		return this.properties.defaultTimeZone();
	}

	private static @Nullable String text(JsonNode user, String field) {
		String value = user.path(field).asString("").replaceAll("\\p{Cntrl}+", " ").strip();
		return value.isEmpty() ? null : value;
	}

	/**
	 * What auth said.
	 *
	 * @param event for which alone it counts, or null when it does for all
	 */
	private record Answer(JsonNode user, @Nullable String event) {
	}

}
