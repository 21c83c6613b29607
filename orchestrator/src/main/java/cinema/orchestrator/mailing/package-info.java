/** Mailings as staff order, watch and steer them, and how they begin and end. */
@NullMarked
package cinema.orchestrator.mailing;

import org.jspecify.annotations.NullMarked;
