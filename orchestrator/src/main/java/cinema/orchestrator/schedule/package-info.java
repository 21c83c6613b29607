/**
 * Recurring mailings: Temporal Schedules, as staff order and steer them.
 *
 * More than twelve types, since five of them compute when a schedule fires and how
 * Temporal is told, and two change it only when nobody else was quicker.
 */
@NullMarked
package cinema.orchestrator.schedule;

import org.jspecify.annotations.NullMarked;
