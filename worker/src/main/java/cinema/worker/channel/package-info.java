/** The seam between deliveries and the ways to reach a person. */
@NullMarked
package cinema.worker.channel;

import org.jspecify.annotations.NullMarked;
