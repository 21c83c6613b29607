/** Notifications by push services of browsers (RFC 8030), and who takes them. */
@NullMarked
package cinema.worker.push;

import org.jspecify.annotations.NullMarked;
