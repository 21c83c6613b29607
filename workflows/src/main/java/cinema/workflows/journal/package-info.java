/** What people read of a notification's end. */
@NullMarked
package cinema.workflows.journal;

import org.jspecify.annotations.NullMarked;
