/** One trace through the worker, and the ids that its log lines carry. */
@NullMarked
package cinema.worker.trace;

import org.jspecify.annotations.NullMarked;
