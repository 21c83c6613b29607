/** Postings on their way to the queue. */
@NullMarked
package cinema.orchestrator.dispatch;

import org.jspecify.annotations.NullMarked;
