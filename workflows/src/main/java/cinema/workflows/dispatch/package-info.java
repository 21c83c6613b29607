/** The way of a finished posting to its queue, and back out of it. */
@NullMarked
package cinema.workflows.dispatch;

import org.jspecify.annotations.NullMarked;
