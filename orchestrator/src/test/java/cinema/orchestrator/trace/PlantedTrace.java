package cinema.orchestrator.trace;

import cinema.orchestrator.codec.PlantedActivity;

/** The other half of a circle. */
public record PlantedTrace(PlantedActivity back) {
}
