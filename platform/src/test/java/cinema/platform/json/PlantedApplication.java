package cinema.platform.json;

import cinema.platform.access.PlantedCircle;
import org.junit.jupiter.api.TestInfo;

/** Breaks the rules: uses what is none of its business, and closes a circle. */
public record PlantedApplication(TestInfo test, PlantedCircle back) {
}
