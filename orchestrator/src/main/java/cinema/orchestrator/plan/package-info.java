/** The plan of an event: its notices, receivers and rules. */
@NullMarked
package cinema.orchestrator.plan;

import org.jspecify.annotations.NullMarked;
