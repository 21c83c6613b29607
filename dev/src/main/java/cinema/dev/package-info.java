/** The whole system on a laptop; never shipped. */
@NullMarked
package cinema.dev;

import org.jspecify.annotations.NullMarked;
