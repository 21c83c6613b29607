/**
 * How much is in hand at the same time, so that what is more waits where waiting costs
 * nothing.
 */
@NullMarked
package cinema.orchestrator.pace;

import org.jspecify.annotations.NullMarked;
