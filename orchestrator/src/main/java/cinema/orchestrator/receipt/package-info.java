/** What the worker reports back, handed to whoever waits for it. */
@NullMarked
package cinema.orchestrator.receipt;

import org.jspecify.annotations.NullMarked;
