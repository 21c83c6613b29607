/** Recurring mailings: what a schedule starts whenever it fires. */
@NullMarked
package cinema.workflows.schedule;

import org.jspecify.annotations.NullMarked;
