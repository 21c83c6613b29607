package cinema.workflows.mailing;

/** How a mailing ended, why, and what became of its receivers. */
public record MailingOutcome(MailingStatus status, String reason, MailingProgress progress) {
}
