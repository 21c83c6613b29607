/** Old rows go, without keeping anybody waiting. */
@NullMarked
package cinema.platform.sweep;

import org.jspecify.annotations.NullMarked;
