package cinema.dev.planted.south;

import cinema.dev.planted.north.North;

/** The other half. */
public record South(North other) {
}
