package cinema.orchestrator.catalogue;

import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import cinema.platform.parameter.Ids;
import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an event type asks for.
 *
 * @param receiverIsEventId whether the event's id is the user's id when its details name
 * no user
 * @param forgetsUser whether the journal forgets the user
 * @param farewell the event by which whoever was forgotten is told so, or null; it names
 * their address alone, which is forgotten once its letter has ended
 * @param optsOut whether what waits and is queued for the user on the topics that it
 * names is taken back
 * @param rereads whether what waits for the user is looked at anew, since they changed
 * when they want to be told
 * @param provesPhone whether the number that it names is the user's own since then, so
 * that it is not left alone any more
 * @param silent whether it is known, and nobody is told
 * @param notices name to notice
 */
public record EventEntry(@DefaultValue("false") boolean receiverIsEventId, @DefaultValue("false") boolean forgetsUser,
		@Nullable String farewell, @DefaultValue("false") boolean optsOut, @DefaultValue("false") boolean rereads,
		@DefaultValue("false") boolean provesPhone, @DefaultValue("false") boolean silent,
		@DefaultValue Map<String, NoticeEntry> notices) {

	/** The detail that names a number. */
	private static final String PHONE = "phone";

	private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

	/**
	 * The id of the user whom an event of this type is about, or null when it names none.
	 */
	public @Nullable String userId(Event event) {
		Object named = event.details().get("user_id");
		if (named instanceof String || named instanceof Number) {
			String id = named.toString();
			return USER_ID.matcher(id).matches() ? oneSpelling(id) : null;
		}
		return this.receiverIsEventId ? oneSpelling(event.id()) : null;
	}

	/** The number that an event of this type proves to be the user's, or null. */
	public @Nullable String provenPhone(Event event) {
		return (this.provesPhone && event.details().get(PHONE) instanceof String phone) ? phone : null;
	}

	/** A UUID is the same in capitals, and whoever is erased is looked for by it. */
	private static String oneSpelling(String id) {
		return Ids.read(id).map(UUID::toString).orElse(id);
	}

}
