/** Every effect after the queue: deliver, record, report. */
@NullMarked
package cinema.worker;

import org.jspecify.annotations.NullMarked;
