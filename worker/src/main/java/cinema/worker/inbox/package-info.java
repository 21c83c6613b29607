/**
 * Messages that people find in their browsers, in PostgreSQL, and the REST to them.
 *
 * More than twelve types, since six of them are records and an enum of what is told.
 */
@NullMarked
package cinema.worker.inbox;

import org.jspecify.annotations.NullMarked;
