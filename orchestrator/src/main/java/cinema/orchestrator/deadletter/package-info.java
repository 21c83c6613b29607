/** What nobody could read: kept, shown, replayed and discarded. */
@NullMarked
package cinema.orchestrator.deadletter;

import org.jspecify.annotations.NullMarked;
