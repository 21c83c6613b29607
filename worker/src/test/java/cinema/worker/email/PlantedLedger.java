package cinema.worker.email;

import cinema.worker.ledger.LedgerState;
import cinema.worker.ledger.PlantedEmail;

/** Breaks the rule that a channel knows nothing of who asked for it. */
public record PlantedLedger(LedgerState state, PlantedEmail back) {
}
