package cinema.orchestrator.catalogue;

import java.util.Map;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an event type asks for.
 *
 * @param receiverIsEventId whether the event's id is the user's id when its details name
 * no user
 * @param notices name to notice
 */
public record EventEntry(@DefaultValue("false") boolean receiverIsEventId,
		@DefaultValue Map<String, NoticeEntry> notices) {
}
