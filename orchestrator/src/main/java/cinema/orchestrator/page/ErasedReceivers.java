package cinema.orchestrator.page;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.cap.CountedLetter;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.optout.OptOuts;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Receivers who are erased while something is written of them. An erasure is marked
 * before anything is forgotten, and looked for here after something was written: so one
 * of both always sees the other.
 */
@Component
public class ErasedReceivers {

	private final Journal journal;

	private final MailingJournal letters;

	private final MailingTable mailings;

	private final OptOuts optOuts;

	private final CapUses caps;

	ErasedReceivers(Journal journal, MailingJournal letters, MailingTable mailings, OptOuts optOuts, CapUses caps) {
		this.caps = caps;
		this.optOuts = optOuts;

		this.journal = journal;
		this.letters = letters;
		this.mailings = mailings;
	}

	/** Forgets a person, in the journal first, which marks him. */
	public void erase(String userId) {
		this.journal.forget(userId);
		this.mailings.forget(userId);

		this.optOuts.forget(userId);
		this.caps.forget(userId);
	}

	/**
	 * Forgets again those of whom something was written.
	 * @return who they are
	 */
	public Set<String> forget(Collection<? extends @Nullable String> userIds) {
		List<String> known = new ArrayList<>();
		userIds.stream().filter(Objects::nonNull).forEach(known::add);
		Set<String> erased = this.journal.erased(known);
		erased.forEach(this::erase);
		return erased;
	}

	/**
	 * Ends letters that are in the journal and not published yet.
	 * @param written which of them are
	 * @return those that are not to be published
	 */
	Set<UUID> takeOut(Collection<CountedLetter> letters, Collection<UUID> written) {
		Set<String> erased = forget(letters.stream().map(CountedLetter::userId).toList());
		if (erased.isEmpty()) {
			return Set.of();
		}
		Set<UUID> theirs = letters.stream()
			.filter((one) -> one.userId() != null && erased.contains(one.userId()))
			.map(CountedLetter::id)
			.collect(Collectors.toSet());
		this.letters.ended(theirs.stream().filter(written::contains).toList(), JournalState.CANCELLED,
				MailingJournal.ERASED, JournalState.DISPATCHED);
		return theirs;
	}

}
