/**
 * How much of everything a number of letters a day asks for, reckoned from what was
 * measured.
 */
@NullMarked
package cinema.dev.sizing;

import org.jspecify.annotations.NullMarked;
