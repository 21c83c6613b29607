/**
 * Trouble in the middle of a large mailing, by hand: what arrived, what is missing, what
 * came twice.
 */
@NullMarked
package cinema.dev.fault;

import org.jspecify.annotations.NullMarked;
