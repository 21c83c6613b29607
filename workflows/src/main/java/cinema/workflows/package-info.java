/**
 * Names that every side of Temporal shares: task queues, workflow ids, search attributes.
 */
@NullMarked
package cinema.workflows;

import org.jspecify.annotations.NullMarked;
