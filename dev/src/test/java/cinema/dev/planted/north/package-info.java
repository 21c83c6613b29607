/** Planted for the test of the architecture. */
@NullMarked
package cinema.dev.planted.north;

import org.jspecify.annotations.NullMarked;
