package cinema.workflows.contract;

import cinema.workflows.digest.PlantedDigest;
import io.temporal.workflow.Promise;

/** What the worker could not load, and half of a circle. */
public record PlantedTemporal(Promise<PlantedDigest> there) {
}
