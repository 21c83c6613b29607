package cinema.orchestrator.page;

import java.time.Instant;

import cinema.orchestrator.audience.FailedReceivers;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of a mailing, for people to read.
 *
 * @param state for example {@code PAUSED}
 * @param reason why it is so, in plain words
 * @param rate as staff changed it last
 */
public record MailingRecord(String id, Mailing mailing, String state, @Nullable String reason, double rate,
		Instant createdAt, @Nullable Instant endedAt) {

	/** What it says of itself, or else its template. */
	public String title() {
		return (this.mailing.values().get("title") instanceof String title && !title.isBlank()) ? title
				: this.mailing.notice();
	}

	/** Whether it goes to some alone to whom another one went before. */
	public boolean isAgain() {
		return FailedReceivers.isAudience(this.mailing.audience())
				|| this.mailing.event().id().matches(".*[.](again|test)-.*");
	}

}
