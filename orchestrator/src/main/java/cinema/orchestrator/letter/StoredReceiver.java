package cinema.orchestrator.letter;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of a page, with everything that his letter needs.
 *
 * @param group the place of his group
 * @param postingId always the same for the same receiver of the same mailing
 */
public record StoredReceiver(int group, UUID postingId, @Nullable String userId, Channel channel, String address,
		@Nullable String firstName, @Nullable String lastName, String timeZone, String locale) {

	/** What is written down of somebody who is not told. */
	public MailingRow ended(JournalState state, String reason) {
		return MailingRow.ended(this.postingId, this.userId, this.channel.toString(), state, reason);
	}

	/** Without name and address. */
	@Override
	public String toString() {
		return "StoredReceiver[" + this.postingId + "]";
	}

}
