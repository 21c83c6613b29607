/** Pages on which staff make recurring mailings and hold them by the reins. */
@NullMarked
package cinema.orchestrator.admin.schedule;

import org.jspecify.annotations.NullMarked;
