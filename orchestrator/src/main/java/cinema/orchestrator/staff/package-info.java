/** Who did what to notifications, mailings and schedules. */
@NullMarked
package cinema.orchestrator.staff;

import org.jspecify.annotations.NullMarked;
