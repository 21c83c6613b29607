package cinema.workflows.draft;

/**
 * How far it has come, and why.
 *
 * @param reason who waits for whom, or who decided what, in plain words
 */
public record OrderOutcome(OrderStage stage, String reason) {
}
