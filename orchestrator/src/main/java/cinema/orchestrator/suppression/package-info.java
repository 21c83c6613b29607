/** Addresses to which letters are not sent any more, since something came back. */
@NullMarked
package cinema.orchestrator.suppression;

import org.jspecify.annotations.NullMarked;
