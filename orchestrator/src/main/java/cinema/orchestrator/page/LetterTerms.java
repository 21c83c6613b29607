package cinema.orchestrator.page;

import java.time.Instant;

import cinema.orchestrator.journal.JournalHold;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.page.PageGroup;
import org.jspecify.annotations.Nullable;

/**
 * When the letters of a group may go, for whoever asks later why one came when it came.
 *
 * @param readAt when their receivers were read, or null when that was not noted
 */
record LetterTerms(PageGroup group, @Nullable Instant readAt) {

	Instant deadline() {
		return this.group.deadline();
	}

	MailingRow noted(MailingRow row, StoredReceiver to) {
		return row.with(to.timeZone(), this.group.deadline(), hold(to));
	}

	private @Nullable JournalHold hold(StoredReceiver to) {
		if (this.readAt == null || !this.group.at().isAfter(this.readAt)) {
			return null;
		}
		return new JournalHold(this.group.at(), HeldUntil.words(this.group.at(), to.timeZone(), this.readAt),
				this.readAt);
	}

}
