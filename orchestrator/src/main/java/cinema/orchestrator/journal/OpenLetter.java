package cinema.orchestrator.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.seal.Keyring;
import cinema.orchestrator.seal.SealedLetters;
import org.jspecify.annotations.Nullable;

/**
 * A letter of a mailing's page as the journal has it.
 *
 * @param workflowId whose letter it is
 * @param userId whom it is for, or null where an address alone is known
 * @param posting the JSON as it was published last, or null when it never was
 * @param turnSeries of the turn that it waits for, or null where it waits for none
 */
public record OpenLetter(UUID id, String workflowId, @Nullable String userId, JournalState state, int attempt,
		@Nullable String posting, @Nullable Instant retryAt, @Nullable Integer turnSeries) {

	/** As they were before they were sealed. */
	static List<OpenLetter> opened(List<OpenLetter> rows, SealedLetters sealed) {
		Keyring keyring = sealed.opening(rows.stream().map(OpenLetter::posting).toList());
		return rows.stream().map((row) -> row.saying(sealed.open(keyring, row.id(), row.posting()))).toList();
	}

	/** The next attempt of it, which is going to be published. */
	public OpenLetter next(int number, String letter) {
		return new OpenLetter(this.id, this.workflowId, this.userId, JournalState.DISPATCHED, number, letter, null,
				null);
	}

	/** Whether it was published and nobody has answered. */
	public boolean isWithWorker() {
		return this.state == JournalState.DISPATCHED;
	}

	/** Whether it was never published: by a cap, or since its receiver wished to wait. */
	public boolean isUnpublished() {
		return this.attempt == 0;
	}

	/** The same with another text. */
	public OpenLetter saying(@Nullable String letter) {
		return new OpenLetter(this.id, this.workflowId, this.userId, this.state, this.attempt, letter, this.retryAt,
				this.turnSeries);
	}

	/**
	 * Whether its next attempt was given a turn that is valid.
	 * @param series of the turns that are
	 */
	public boolean hasTurn(int series) {
		return this.turnSeries != null && this.turnSeries == series;
	}

	/**
	 * Whether another attempt of it may be published, or another turn taken for it.
	 * @param series of the turns that are valid
	 */
	public boolean isDueAt(Instant now, int series) {
		boolean outdated = this.turnSeries != null && !hasTurn(series);
		return outdated || this.retryAt == null || !this.retryAt.isAfter(now);
	}

}
