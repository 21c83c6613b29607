/** Which notices an event type asks for: YAML, so that a new reaction needs no code. */
@NullMarked
package cinema.orchestrator.catalogue;

import org.jspecify.annotations.NullMarked;
