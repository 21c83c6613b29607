/** What the Temporal web UI shows of a failure. */
@NullMarked
package cinema.orchestrator.failure;

import org.jspecify.annotations.NullMarked;
