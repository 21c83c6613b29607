/**
 * What was attempted, in PostgreSQL: the last wall against a second copy.
 *
 * More than twelve types, since six of them are records of what passes the ledger, and
 * the settings of leases and retention.
 */
@NullMarked
package cinema.worker.ledger;

import org.jspecify.annotations.NullMarked;
