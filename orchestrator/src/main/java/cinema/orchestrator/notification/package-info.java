/**
 * Notifications over REST: announce them, see what became of them, move and cancel them.
 */
@NullMarked
package cinema.orchestrator.notification;

import org.jspecify.annotations.NullMarked;
