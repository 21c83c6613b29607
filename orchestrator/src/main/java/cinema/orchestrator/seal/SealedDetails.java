package cinema.orchestrator.seal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * What an event says of a person, sealed with that person's key before Temporal has it:
 * histories tell nothing of anybody who was erased. Workflows see the id of the user
 * alone; plain events of before stay readable.
 */
@Component
public class SealedDetails {

	/** Where the rest of the details is, sealed. */
	public static final String FIELD = "sealed";

	private static final String USER = "user_id";

	private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {
	};

	private final PersonKeys keys;

	SealedDetails(PersonKeys keys) {
		this.keys = keys;
	}

	/** Seals; what is nobody's, or says nothing else than whose it is, stays as it is. */
	public Event seal(Event event, @Nullable String userId) {
		String person = this.keys.isOn() ? this.keys.person(event, userId) : null;
		if (person == null || List.of(USER).containsAll(event.details().keySet())) {
			return event;
		}
		String sealed = this.keys.of(List.of(person))
			.seal(person, Deflated.of(JsonMapper.shared().writeValueAsString(event.details())), about(event));
		Map<String, Object> details = new LinkedHashMap<>(event.details());
		details.keySet().retainAll(List.of(USER));
		details.put(FIELD, (sealed != null) ? sealed : Keyring.of(person));
		return with(event, details);
	}

	/** As it was announced; nothing when the person whom it is about was erased. */
	public Optional<Event> open(Event event) {
		if (!(event.details().get(FIELD) instanceof String text) || Keyring.person(text).isEmpty()) {
			return Optional.of(event);
		}
		byte[] deflated = this.keys.opening(List.of(text)).open(text, about(event));
		return Optional.ofNullable(deflated)
			.map((bytes) -> with(event, JsonMapper.shared().readValue(Deflated.text(bytes), DETAILS)));
	}

	private static Event with(Event event, Map<String, Object> details) {
		return new Event(event.type(), event.id(), event.fromService(), event.occurredAt(), details);
	}

	private static String about(Event event) {
		return event.type() + "/" + event.id();
	}

}
