/** The way of one posting from its queue to its receipt. */
@NullMarked
package cinema.worker.delivery;

import org.jspecify.annotations.NullMarked;
