/**
 * What nobody could read: kept, shown, replayed and discarded.
 *
 * More than twelve types, since it comes from two brokers, and what it says is read,
 * masked, filtered and grouped by small types of its own.
 */
@NullMarked
package cinema.orchestrator.deadletter;

import org.jspecify.annotations.NullMarked;
