/**
 * Recurring mailings: Temporal Schedules, as staff order and steer them.
 *
 * More than twelve types, since five of them compute when a schedule fires and how
 * Temporal is told.
 */
@NullMarked
package cinema.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
