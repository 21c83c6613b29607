/** Planted for the test of the architecture. */
@NullMarked
package cinema.dev.planted.south;

import org.jspecify.annotations.NullMarked;
