package cinema.dev.planted.north;

import cinema.dev.planted.south.South;

/** One half of a circle that has to be found. */
public record North(South other) {
}
