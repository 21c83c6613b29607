package cinema.orchestrator.audience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.suppression.Suppressed;
import cinema.orchestrator.suppression.Suppressions;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.Waking;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
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

	private final UsersById users;

	private final ReceiverDirectory directory;

	private final AudienceProperties properties;

	private final Suppressions suppressions;

	private final Clock clock;

	private final Catalogue catalogue;

	FreshReceivers(UsersById users, ReceiverDirectory directory, AudienceProperties properties, Catalogue catalogue,
			Suppressions suppressions, Clock clock) {
		this.catalogue = catalogue;
		this.suppressions = suppressions;
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
		try {
			return sort(mailing, receivers, users(FailedReceivers.place(mailing.audience()), ids, alive));
		}
		catch (ApplicationFailure refused) {
			if (hasNoFilter(refused)) {
				return new Fresh(receivers, List.of());
			}
			// Ours to mend, and no reason to lose letters.
			throw new IllegalStateException(refused.getOriginalMessage(), refused);
		}
	}

	/** Whether the service does not understand the question. */
	private static boolean hasNoFilter(ApplicationFailure refused) {
		return refused.getType().equals(UsersById.NO_FILTER)
				|| (refused.getType().equals("CONTEXT_REFUSED") && refused.getDetails().getSize() > 0
						&& Set.of(400, 404, 422).contains(refused.getDetails().get(Integer.class)));
	}

	private Map<String, JsonNode> users(String place, List<String> ids, Runnable alive) {
		Map<String, JsonNode> users = new HashMap<>();
		for (int from = 0; from < ids.size(); from += UsersById.MOST) {
			List<String> some = ids.subList(from, Math.min(ids.size(), from + UsersById.MOST));
			this.users.read(place, some).forEach((user) -> users.put(user.path("id").asString(""), user));
			alive.run();
		}
		return users;
	}

	private Fresh sort(Mailing mailing, List<StoredReceiver> receivers, Map<String, JsonNode> users) {
		List<StoredReceiver> told = new ArrayList<>();
		List<MailingRow> skipped = new ArrayList<>();
		Map<UUID, Later> later = new HashMap<>();
		Terms terms = this.catalogue.terms(mailing);
		Map<String, Receiver> people = new HashMap<>();
		users.forEach((id, user) -> people.put(id, this.directory.read(user)));
		Suppressed suppressed = this.suppressions.of(people.values());
		for (StoredReceiver one : receivers) {
			Receiver person = (one.userId() != null) ? people.get(one.userId()) : null;
			AudienceMember member = (person != null) ? AudienceMember.of(mailing, terms, person, suppressed) : null;
			String refusal = (member != null) ? member.refusal() : "unknown user";
			if (one.userId() == null) {
				told.add(one);
			}
			else if (member != null && refusal == null) {
				StoredReceiver now = member.stored(one.group(), one.held());
				told.add(now);
				// Another channel is another letter.
				noteIfLater(later, now.postingId(), member);
			}
			else {
				skipped.add(one.ended(JournalState.SUPPRESSED, String.valueOf(refusal)));
			}
		}
		return new Fresh(told, skipped, later);
	}

	/**
	 * When these users may be told, as far as their service says it just now: what it
	 * does not say keeps no letter.
	 * @param alive is called between the requests
	 */
	public Map<String, Wish> wishes(Mailing mailing, List<String> ids, Runnable alive) {
		Map<String, Wish> wishes = new HashMap<>();
		Terms terms = this.catalogue.terms(mailing);
		try {
			users(FailedReceivers.place(mailing.audience()), ids, alive).forEach((id, user) -> {
				Receiver person = this.directory.read(user);
				wishes.put(id, new Wish(Waking.of(mailing.quietHours(), person.delivery(), terms.required()),
						person.timeZone()));
			});
		}
		catch (ActivityCompletionException ended) {
			throw ended;
		}
		catch (RuntimeException silent) {
			logger.debug("{} does not say when its receivers may be told: {}", mailing, silent.toString());
		}
		return wishes;
	}

	/** Whoever has begun a pause meanwhile, or chosen another night, is told later. */
	private void noteIfLater(Map<UUID, Later> later, UUID postingId, AudienceMember member) {
		new Wish(member.waking(), member.receiver().timeZone()).later(this.clock.instant())
			.ifPresent((wait) -> later.put(postingId, wait));
	}

	/**
	 * What became of some receivers.
	 *
	 * @param told with the addresses that they have now
	 * @param skipped who is not told any more, and why
	 * @param later whose letters of those that are told wait longer than their group
	 */
	public record Fresh(List<StoredReceiver> told, List<MailingRow> skipped, Map<UUID, Later> later) {

		/** Of whom nobody wishes to wait. */
		public Fresh(List<StoredReceiver> told, List<MailingRow> skipped) {
			this(told, skipped, Map.of());
		}

	}

	/** When somebody may be told, by the clock of their zone. */
	public record Wish(Waking waking, ZoneId zone) {

		/** The wait that they wish at this moment, if they do. */
		public Optional<Later> later(Instant now) {
			Instant at = this.waking.from(now, this.zone);
			return (at.isAfter(now) && this.waking.isWish(now))
					? Optional.of(new Later(at, HeldUntil.words(this.waking.why(now), at, this.zone.getId(), now)))
					: Optional.empty();
		}

	}

	/**
	 * A wait that somebody wishes.
	 *
	 * @param reason until when and why, in plain words
	 */
	public record Later(Instant until, String reason) {
	}

}
