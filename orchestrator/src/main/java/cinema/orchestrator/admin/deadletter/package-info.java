/** The pages of dead letters. */
@NullMarked
package cinema.orchestrator.admin.deadletter;

import org.jspecify.annotations.NullMarked;
