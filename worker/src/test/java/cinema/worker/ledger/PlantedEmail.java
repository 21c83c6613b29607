package cinema.worker.ledger;

import cinema.worker.email.PlantedLedger;

/** Closes a circle. */
public record PlantedEmail(PlantedLedger back) {
}
