/** One trace through all applications, and the ids that log lines carry. */
@NullMarked
package cinema.platform.trace;

import org.jspecify.annotations.NullMarked;
