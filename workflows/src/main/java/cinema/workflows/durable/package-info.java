/** How workflows wait and call, so that both outlive every process. */
@NullMarked
package cinema.workflows.durable;

import org.jspecify.annotations.NullMarked;
