package cinema.orchestrator.audience;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import cinema.orchestrator.journal.MailingJournal;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * The audience of a resend: those whose letter failed for good, by the journal, and who
 * had none by an earlier resend. Their addresses are asked for again, since a wrong one
 * may be why.
 */
@Component
public class FailedReceivers {

	private static final int PAGE = UsersById.MOST;

	private static final Pattern URL = Pattern.compile("failed:([^?]*)\\?after=(.*)");

	private static final Pattern RESEND = Pattern.compile("(.*)\\.resend-(\\d{1,4})");

	private final MailingJournal journal;

	private final UsersById users;

	FailedReceivers(MailingJournal journal, UsersById users) {
		this.journal = journal;
		this.users = users;
	}

	/** Where the first page is, for a mailing whose own audience is at this URL. */
	public static String audience(String original) {
		return "failed:" + place(original) + "?after=";
	}

	/** Where the users of an audience can be asked for, without its own conditions. */
	static String place(String audience) {
		Matcher again = URL.matcher(audience);
		return again.matches() ? again.group(1) : audience.replaceAll("\\?.*", "");
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
		return ids(mailing, "", 1).isEmpty();
	}

	/** A page as auth would answer it. */
	JsonNode read(Mailing mailing, String url) {
		Matcher parts = URL.matcher(url);
		if (!parts.matches()) {
			throw new IllegalArgumentException("no audience of a resend: " + url);
		}
		List<String> ids = ids(mailing, parts.group(2), PAGE);
		ObjectNode page = JsonMapper.shared().createObjectNode();
		page.putArray("items").addAll(ids.isEmpty() ? List.of() : users(parts.group(1), ids));
		page.put("next", next(parts.group(1), ids));
		return page;
	}

	private static @Nullable String next(String service, List<String> ids) {
		return (ids.size() == PAGE) ? "failed:" + service + "?after=" + ids.get(PAGE - 1) : null;
	}

	private List<JsonNode> users(String service, List<String> ids) {
		Map<String, JsonNode> users = new LinkedHashMap<>();
		// Of whom nothing is known any more, the journal is to say so.
		ids.forEach((id) -> users.put(id, JsonMapper.shared().createObjectNode().put("id", id)));
		this.users.read(service, ids).forEach((user) -> users.replace(user.path("id").asString(""), user));
		return List.copyOf(users.values());
	}

	private List<String> ids(Mailing mailing, String after, int limit) {
		Event event = mailing.event();
		Matcher resend = RESEND.matcher(event.id());
		int number = resend.matches() ? Integer.parseInt(resend.group(2)) : 1;
		String root = root(event.id());
		List<String> resends = IntStream.range(1, number).mapToObj((each) -> resend(root, each)).toList();
		return this.journal.failed(event.type(), root, mailing.notice(), resends, after, limit);
	}

}
