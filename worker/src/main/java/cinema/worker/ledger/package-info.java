/** What was attempted, in PostgreSQL: the last wall against a second copy. */
@NullMarked
package cinema.worker.ledger;

import org.jspecify.annotations.NullMarked;
