package cinema.orchestrator.audience;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * The audience of a resend: those whose last letter, of the mailing and its resends,
 * ended as staff named it, by the journal. Their addresses are asked for again, since a
 * wrong one may be why.
 */
@Component
public class FailedReceivers {

	private static final int PAGE = UsersById.MOST;

	/** How a letter may have ended that is sent again. */
	public static final List<String> OUTCOMES = List.of("FAILED", "REJECTED", "UNKNOWN");

	/** What failed for good; an unknown letter may have arrived. */
	public static final List<String> FOR_GOOD = List.of("FAILED", "REJECTED");

	private static final Pattern URL = Pattern.compile("failed:([^?]*)\\?(?:of=([A-Z,]+)&)?after=(.*)");

	private static final Pattern RESEND = Pattern.compile("(.*)\\.resend-(\\d{1,4})");

	private final MailingJournal journal;

	private final UsersById users;

	FailedReceivers(MailingJournal journal, UsersById users) {
		this.journal = journal;
		this.users = users;
	}

	/**
	 * Where the first page is, for a mailing whose own audience is at this URL.
	 * @param outcomes some of {@link #OUTCOMES}
	 */
	public static String audience(String original, Collection<String> outcomes) {
		return "failed:" + place(original) + "?of=" + String.join(",", outcomes) + "&after=";
	}

	/** Where the users of an audience can be asked for, without its own conditions. */
	public static String place(String audience) {
		Matcher again = URL.matcher(audience);
		return again.matches() ? again.group(1) : audience.replaceAll("[?#].*", "");
	}

	public static boolean isAudience(String url) {
		return URL.matcher(url).matches();
	}

	/** The event of the mailing that all resends go back to. */
	public static String root(String eventId) {
		Matcher resend = RESEND.matcher(eventId);
		return resend.matches() ? resend.group(1) : eventId;
	}

	public static String resend(String root, int number) {
		return root + ".resend-" + number;
	}

	public boolean isEmpty(Mailing mailing) {
		return ids(mailing, match(mailing.audience()), 1).isEmpty();
	}

	/** A page as auth would answer it. */
	JsonNode read(Mailing mailing, String url) {
		Matcher parts = match(url);
		List<String> ids = ids(mailing, parts, PAGE);
		ObjectNode page = JsonMapper.shared().createObjectNode();
		page.putArray("items").addAll(ids.isEmpty() ? List.of() : users(parts.group(1), ids));
		page.put("next", (ids.size() == PAGE) ? audience(parts.group(1), outcomes(parts)) + ids.get(PAGE - 1) : null);
		return page;
	}

	private static Matcher match(String url) {
		Matcher parts = URL.matcher(url);
		Assert.isTrue(parts.matches(), "no audience of a resend: " + url);
		return parts;
	}

	/** Earlier versions knew but one choice. */
	private static List<String> outcomes(Matcher parts) {
		return (parts.group(2) != null) ? List.of(parts.group(2).split(",")) : FOR_GOOD;
	}

	private List<JsonNode> users(String service, List<String> ids) {
		Map<String, JsonNode> users = new LinkedHashMap<>();
		// Of whom nothing is known any more, the journal is to say so.
		ids.forEach((id) -> users.put(id, JsonMapper.shared().createObjectNode().put("id", id)));
		this.users.read(service, ids).forEach((user) -> users.replace(user.path("id").asString(""), user));
		return List.copyOf(users.values());
	}

	private List<String> ids(Mailing mailing, Matcher parts, int limit) {
		Event event = mailing.event();
		Matcher resend = RESEND.matcher(event.id());
		int number = resend.matches() ? Integer.parseInt(resend.group(2)) : 1;
		String root = root(event.id());
		List<String> events = Stream
			.concat(Stream.of(root), IntStream.range(1, number).mapToObj((each) -> resend(root, each)))
			.toList();
		return this.journal.endedSo(outcomes(parts).stream().map(JournalState::valueOf).toList(), event.type(), events,
				mailing.notice(), parts.group(3), limit);
	}

}
