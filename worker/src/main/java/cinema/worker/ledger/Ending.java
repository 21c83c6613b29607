package cinema.worker.ledger;

import cinema.workflows.contract.Posting;

/** A posting whose attempt has ended. */
public record Ending(Posting posting, Conclusion conclusion) {
}
