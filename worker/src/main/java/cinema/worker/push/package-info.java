/**
 * Notifications by push services of browsers (RFC 8030), and who takes them.
 *
 * More than twelve types, since the two standards that are spoken here take three of
 * them.
 */
@NullMarked
package cinema.worker.push;

import org.jspecify.annotations.NullMarked;
