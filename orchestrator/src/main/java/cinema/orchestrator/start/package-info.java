/** How workflows are started: their ids, policies and search attributes. */
@NullMarked
package cinema.orchestrator.start;

import org.jspecify.annotations.NullMarked;
