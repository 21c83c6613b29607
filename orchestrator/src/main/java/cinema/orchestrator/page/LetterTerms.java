package cinema.orchestrator.page;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.audience.FreshReceivers.Later;
import cinema.orchestrator.journal.JournalHold;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.page.PageGroup;
import org.jspecify.annotations.Nullable;

/**
 * When the letters of a group may go, for whoever asks later why one came when it came.
 *
 * @param readAt when their receivers were read, or null when that was not noted
 * @param later whose letters wait longer than the group
 */
record LetterTerms(PageGroup group, @Nullable Instant readAt, Map<UUID, Later> later) {

	LetterTerms(PageGroup group, @Nullable Instant readAt) {
		this(group, readAt, Map.of());
	}

	Instant deadline() {
		return this.group.deadline();
	}

	/** A letter as it is written down at this moment. */
	MailingRow noted(MailingRow row, StoredReceiver to, Instant now) {
		Later wait = this.later.get(to.postingId());
		if (wait == null || row.posting() == null) {
			return row.with(to.timeZone(), deadline(), hold(to));
		}
		if (!wait.until().isBefore(deadline())) {
			return to.ended(JournalState.EXPIRED, wait.reason() + ", but its deadline is " + deadline())
				.with(to.timeZone(), deadline(), hold(to));
		}
		return row.with(to.timeZone(), deadline(), null).waiting(new JournalHold(wait.until(), wait.reason(), now));
	}

	private @Nullable JournalHold hold(StoredReceiver to) {
		if (this.readAt == null || !this.group.at().isAfter(this.readAt)) {
			return null;
		}
		return new JournalHold(this.group.at(),
				HeldUntil.words(Objects.requireNonNullElse(to.held(), ""), this.group.at(), to.timeZone(), this.readAt),
				this.readAt);
	}

}
