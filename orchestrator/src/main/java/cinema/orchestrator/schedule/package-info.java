/** Recurring mailings: Temporal Schedules, as staff order and steer them. */
@NullMarked
package cinema.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
