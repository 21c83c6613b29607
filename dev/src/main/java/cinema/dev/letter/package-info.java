/** A letter as it arrived: parsed, found again, shown. */
@NullMarked
package cinema.dev.letter;

import org.jspecify.annotations.NullMarked;
