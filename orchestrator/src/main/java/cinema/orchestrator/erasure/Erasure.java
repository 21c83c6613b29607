package cinema.orchestrator.erasure;

import java.util.List;
import java.util.Map;

import cinema.orchestrator.deadletter.DeadLetterTable;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.page.ErasedReceivers;
import cinema.orchestrator.seal.PersonKeys;
import cinema.platform.audit.Actor;
import cinema.orchestrator.withdrawal.RunningLetters;
import cinema.platform.audit.Audit;
import cinema.platform.seal.SealedLinks;
import cinema.platform.seal.Seals.UnopenedException;
import cinema.platform.text.Mailboxes;
import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Erases a person: marks them, so that nothing is made for them again, ends what runs and
 * takes back what is queued, forgets them, says so to their address, and drops the key
 * that opens what is kept of them elsewhere. Another try goes on where one ended.
 */
@Component
public class Erasure {

	private static final Logger logger = LoggerFactory.getLogger(Erasure.class);

	private final Journal journal;

	private final RunningLetters running;

	private final ErasedReceivers receivers;

	private final DeadLetterTable dead;

	private final Audit audit;

	private final List<Forgetful> others;

	private final PersonKeys keys;

	private final SealedLinks links;

	private final Farewells farewells;

	Erasure(Journal journal, RunningLetters running, ErasedReceivers receivers, DeadLetterTable dead, Audit audit,
			List<Forgetful> others, PersonKeys keys, SealedLinks links, Farewells farewells) {
		this.journal = journal;
		this.running = running;
		this.receivers = receivers;
		this.dead = dead;
		this.audit = audit;
		this.others = others;
		this.keys = keys;
		this.links = links;
		this.farewells = farewells;
	}

	/**
	 * Returns when nothing is known of the person any more, but the mark.
	 * @param event by which it is asked for, with the address that was proven to be
	 * theirs, or without
	 * @param farewell the type of the event by which they are told, or null
	 */
	public void erase(String userId, Event event, @Nullable String farewell) {
		this.journal.mark(userId);
		String proven = address(event);
		boolean said = farewell != null && proven != null && this.farewells.isSaid(farewell, event);
		List<String> addresses = (proven != null && !said) ? List.copyOf(Mailboxes.spellings(proven)) : List.of();
		List<String> hashes = addresses.stream()
			.flatMap((address) -> this.keys.people(address).stream())
			.distinct()
			.toList();
		this.running.end(this.journal.openOf(userId, hashes));
		this.receivers.erase(userId);
		this.journal.forgetAddresses(hashes);
		this.dead.forget(userId, hashes);
		this.dead.forgetDoer(Actor.user(userId), Actor.FORGOTTEN);
		this.audit.forget(userId);
		this.others.forEach((one) -> one.forget(userId, addresses));
		this.keys.drop(hashes);
		if (farewell != null && proven != null) {
			this.farewells.say(farewell, event, proven);
		}
		// Last, since the event itself is sealed with it, and may be read again.
		this.keys.erase(userId);
	}

	private @Nullable String address(Event event) {
		try {
			Map<String, @Nullable Object> open = this.links.open(event.id() + "+" + event.type(), event.details());
			return (open.get(SealedLinks.ERASED) instanceof String address) ? address : null;
		}
		catch (UnopenedException ex) {
			logger.warn("What is known by the address alone of somebody who is erased stays: {}", ex.getMessage());
			return null;
		}
	}

	/** Whether nothing may be made for this person. */
	public boolean isErased(@Nullable String userId) {
		return userId != null && !this.journal.erased(List.of(userId)).isEmpty();
	}

}
