/** One trace through the orchestrator, and the ids that its log lines carry. */
@NullMarked
package cinema.orchestrator.trace;

import org.jspecify.annotations.NullMarked;
