package cinema.platform.access;

import cinema.platform.json.PlantedApplication;

/** The other half of a circle. */
public record PlantedCircle(PlantedApplication back) {
}
