package cinema.orchestrator.audience;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/**
 * Reads receivers again who were read long ago, since over a night somebody may opt out,
 * leave, or move to another address.
 */
@Component
public class FreshReceivers {

	private static final Logger logger = LoggerFactory.getLogger(FreshReceivers.class);

	/** Redirects and these may be mended; other refusals mean the question. */
	private static final Set<Integer> MAY_CHANGE = Set.of(301, 302, 303, 307, 308, 401, 403, 407);

	private final UsersById users;

	private final ReceiverDirectory directory;

	private final AudienceProperties properties;

	private final Clock clock;

	FreshReceivers(UsersById users, ReceiverDirectory directory, AudienceProperties properties, Clock clock) {
		this.users = users;
		this.directory = directory;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * These receivers of a page as they are now; trouble of their service is thrown, and
	 * may pass.
	 * @param deadline from then on nobody is told, and nobody is asked for
	 * @param alive is called between the requests
	 */
	public Fresh read(Mailing mailing, StoredPage page, Instant deadline, List<StoredReceiver> receivers,
			Runnable alive) {
		Instant now = this.clock.instant();
		if (page.wasReadAfter(now.minus(this.properties.freshFor())) || !now.isBefore(deadline)) {
			return new Fresh(receivers, List.of());
		}
		List<String> ids = receivers.stream().map(StoredReceiver::userId).filter(Objects::nonNull).distinct().toList();
		Map<String, JsonNode> users = users(FailedReceivers.place(mailing.audience()), ids, alive);
		return (users != null) ? sort(mailing, receivers, users) : new Fresh(receivers, List.of());
	}

	/** By their ids; null when the service does not know how to answer for ids. */
	private @Nullable Map<String, JsonNode> users(String place, List<String> ids, Runnable alive) {
		Map<String, JsonNode> users = new HashMap<>();
		for (int from = 0; from < ids.size(); from += UsersById.MOST) {
			List<String> some = ids.subList(from, Math.min(ids.size(), from + UsersById.MOST));
			List<JsonNode> answer = read(place, some);
			if (answer == null || !answers(some, answer)) {
				logger.warn("{} has no filter by id; its receivers are told as they were read first", place);
				return null;
			}
			answer.forEach((user) -> users.put(id(user), user));
			alive.run();
		}
		return users;
	}

	/** Nobody of several is more likely no answer to the question. */
	private static boolean answers(List<String> ids, List<JsonNode> users) {
		Set<String> asked = Set.copyOf(ids);
		return (!users.isEmpty() || ids.size() == 1)
				&& users.stream().map(FreshReceivers::id).allMatch(asked::contains);
	}

	private @Nullable List<JsonNode> read(String place, List<String> ids) {
		try {
			return this.users.read(place, ids);
		}
		catch (ApplicationFailure refused) {
			if (isUnderstood(refused)) {
				// A wrong token is ours to mend, and no reason to lose letters.
				throw new IllegalStateException(refused.getOriginalMessage(), refused);
			}
			return null;
		}
	}

	/** Whether it may answer such a question once something else is mended. */
	private static boolean isUnderstood(ApplicationFailure refused) {
		return switch (refused.getType()) {
			case "CONTEXT_TOO_LARGE" -> false;
			case "CONTEXT_REFUSED" -> {
				Integer status = refused.getDetails().get(0, Integer.class);
				yield status != null && MAY_CHANGE.contains(status);
			}
			default -> true;
		};
	}

	private static String id(JsonNode user) {
		return user.path("id").asString("");
	}

	private Fresh sort(Mailing mailing, List<StoredReceiver> receivers, Map<String, JsonNode> users) {
		List<StoredReceiver> told = new ArrayList<>();
		List<MailingRow> skipped = new ArrayList<>();
		for (StoredReceiver one : receivers) {
			JsonNode user = (one.userId() != null) ? users.get(one.userId()) : null;
			AudienceMember member = (user != null) ? AudienceMember.of(mailing, this.directory.read(user), user) : null;
			String refusal = (member != null) ? member.refusal() : "unknown user";
			if (one.userId() == null) {
				told.add(one);
			}
			else if (member != null && refusal == null) {
				told.add(member.stored(one.group()));
			}
			else {
				skipped.add(one.ended(JournalState.SUPPRESSED, String.valueOf(refusal)));
			}
		}
		return new Fresh(told, skipped);
	}

	/**
	 * What became of some receivers.
	 *
	 * @param told with the addresses that they have now
	 * @param skipped who is not told any more, and why
	 */
	public record Fresh(List<StoredReceiver> told, List<MailingRow> skipped) {
	}

}
