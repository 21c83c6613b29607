package cinema.workflows.digest;

import cinema.workflows.contract.PlantedTemporal;

/** The other half of a circle. */
public record PlantedDigest(PlantedTemporal back) {
}
