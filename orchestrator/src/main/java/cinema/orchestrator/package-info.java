/** Every effect before the queue, and the host of the workflows. */
@NullMarked
package cinema.orchestrator;

import org.jspecify.annotations.NullMarked;
