package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.cap.CapUses.NoPlace;
import cinema.orchestrator.cap.CountedLetter;
import cinema.orchestrator.journal.JournalHold;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.seal.PersonKeys;
import cinema.workflows.contract.Posting;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Mailing;

import org.springframework.stereotype.Component;

/**
 * Puts letters of mailings off, or ends them, whose receivers have as many of their class
 * as they may have. What is put off was never published: it has no attempt yet.
 */
@Component
class PageCaps {

	private final CapUses caps;

	private final MailingJournal journal;

	private final ErasedReceivers erased;

	private final PersonKeys keys;

	private final WireFormat wire;

	private final Clock clock;

	PageCaps(CapUses caps, MailingJournal journal, ErasedReceivers erased, PersonKeys keys, WireFormat wire,
			Clock clock) {
		this.keys = keys;
		this.caps = caps;
		this.journal = journal;
		this.erased = erased;
		this.wire = wire;
		this.clock = clock;
	}

	/**
	 * Takes places for letters that are in the journal and about to be published.
	 * @param outgoing the JSON of each
	 * @param fresh those of which nobody has published anything yet; what became of the
	 * others is said by their receipts, whoever was erased
	 * @return those that are not to be published now
	 */
	Set<UUID> takeOut(Mailing mailing, Map<UUID, String> outgoing, Collection<CountedLetter> letters, Set<UUID> fresh) {
		Capped capped = mailing.capped();
		if (capped == null || letters.isEmpty()) {
			return Set.of();
		}
		Map<UUID, NoPlace> without = new HashMap<>(
				this.caps.take(capped, letters.stream().map((one) -> counted(one, outgoing)).toList()));
		// An erasure that came meanwhile looked before this wrote.
		Set<UUID> out = new HashSet<>(this.erased.takeOut(letters, fresh));
		without.keySet().removeAll(out);
		out.addAll(without.keySet());
		Map<UUID, String> ended = new HashMap<>();
		if (capped.over() == Capped.Over.DROP) {
			without.forEach((id, none) -> ended.put(id, none.reason()));
			end(ended, JournalState.SUPPRESSED);
			return out;
		}
		Map<UUID, JournalHold> later = new HashMap<>();
		without
			.forEach((id, none) -> sort(id, none, this.wire.posting(String.valueOf(outgoing.get(id))), ended, later));
		end(ended, JournalState.EXPIRED);
		this.journal.putOff(later);
		return out;
	}

	/** Where an address alone is known, that is who counts. */
	private CountedLetter counted(CountedLetter letter, Map<UUID, String> outgoing) {
		return (letter.userId() != null) ? letter
				: new CountedLetter(letter.id(),
						this.keys
							.person(this.wire.posting(String.valueOf(outgoing.get(letter.id()))).receiver().address()),
						letter.channel(), letter.again());
	}

	private void sort(UUID id, NoPlace none, Posting posting, Map<UUID, String> late, Map<UUID, JournalHold> later) {
		Instant now = this.clock.instant();
		Instant together = posting.awakeFrom(none.together(posting.deadline()));
		Instant until = posting.isExpiredAt(together) ? posting.awakeFrom(none.until()) : together;
		String held = HeldUntil.words(until, posting.receiver().timeZone(), now) + ", " + none.reason();
		if (posting.isExpiredAt(until)) {
			late.put(id, held + ", but its deadline is " + posting.deadline());
		}
		else {
			later.put(id, new JournalHold(until, held, now));
		}
	}

	private void end(Map<UUID, String> reasons, JournalState state) {
		Map<String, List<UUID>> ended = reasons.entrySet()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getValue,
					Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
		ended.forEach((reason, ids) -> this.journal.ended(ids, state, reason, JournalState.DISPATCHED));
	}

}
