package cinema.orchestrator.codec;

import cinema.orchestrator.trace.PlantedTrace;
import io.temporal.spring.boot.ActivityImpl;

/** What all may call, and half of a circle. */
@ActivityImpl
public record PlantedActivity(PlantedTrace there) {
}
